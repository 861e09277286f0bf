"""When a vote is not taken: the same sentence in each of the three forms, and why on the page."""

from __future__ import annotations

import html

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests import make
from tests.comments.voting import (
    FORMS,
    address,
    back_to,
    browser,
    buttons,
    press,
    reader,
    words,
)
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.votes import CommentTally
from wiki.votes.limits import minute_of
from wiki.votes.models import Voter

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author(name="Emmy Noether"), body="Rings & ideals.", on_title="On rings")


@pytest.mark.parametrize("form", FORMS)
def test_hidden_pending_deleted_and_missing_are_the_same_bytes(form: str) -> None:
    query, accept = FORMS[form]
    author = make.author()
    unread = [make.comment(author, state=state) for state in State if state != State.PUBLISHED]
    addresses = [*(address(row) for row in unread), "/comments/nosuchone/vote/"]
    client = browser()
    for body in ({"axis": "karma", "value": 1}, {"axis": "karma", "value": 0}, {"axis": "x"}):
        answers = [client.post(where + query, body, headers={"accept": accept}) for where in addresses]
        answers += [client.get(where + query, headers={"accept": accept}) for where in addresses]
        assert {answer.status_code for answer in answers} == {404}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(sorted(answer.headers.items())) for answer in answers}) == 1
    assert not Voter.objects.exists()


def refused(client: Client, comment: Comment, status: int, reason: str, **told: object) -> None:
    """Each of the three forms says so, and the page leads back to the comment."""
    for form, (query, accept) in FORMS.items():
        body = {"axis": "karma", "value": 1} | told
        response = client.post(address(comment) + query, body, headers={"accept": accept})
        assert response.status_code == status, form
        if form == "json":
            assert response.json() == {"reason": reason}
        assert reason in html.unescape(response.content.decode())
        assert (f'href="{back_to(comment)}"' in response.content.decode()) is (form == "page")
        assert "voter" not in response.cookies


def test_what_was_retracted_takes_no_votes(comment: Comment) -> None:
    client = browser()
    press(client, comment)
    comment.retract(actor=make.user())
    for value in (1, 0):
        refused(client, comment, 409, "Votes on this are no longer taken.", value=value)
    page = client.get(address(comment))
    assert page.status_code == 200
    assert "Votes on this are no longer taken." in words(page.content)
    assert not buttons(page.content)
    assert CommentTally.objects.get().karma == 1


def test_where_voting_is_closed_it_says_so(comment: Comment, settings: Settings) -> None:
    settings.VOTING = "closed"
    refused(reader(), comment, 403, "Voting is closed on this site.")
    page = browser().get(address(comment))
    assert "Voting is closed on this site." in words(page.content)
    assert not buttons(page.content)
    assert b"?next=" not in page.content


def test_where_accounts_alone_vote_a_visitor_is_led_to_sign_in(comment: Comment, settings: Settings) -> None:
    settings.VOTING = "accounts"
    refused(browser(), comment, 403, "Sign in to vote here.")
    page = browser().get(address(comment), {"axis": "karma", "value": "1"})
    assert "Sign in to vote here." in words(page.content)
    assert not buttons(page.content)
    assert f"?next=%2Fcomments%2F{comment.public_id}%2Fvote%2F%3Faxis%3Dkarma%26value%3D1" in page.content.decode()
    assert press(reader(), comment).json()["karma"] == 1


def test_a_strong_vote_needs_an_account(comment: Comment) -> None:
    for value in (2, -2):
        refused(browser(), comment, 403, "Sign in to cast a strong vote.", value=value)
    assert not Voter.objects.exists()


def test_nobody_votes_on_their_own_comment() -> None:
    author = make.author(user=make.user())
    comment = make.comment(author)
    client = browser()
    assert author.user
    client.force_login(author.user)
    refused(client, comment, 403, "This is your own comment. Others vote on it.")
    page = client.get(address(comment))
    assert "This is your own comment." in words(page.content)
    assert not buttons(page.content)
    assert b"<button" not in client.get(f"{address(comment)}?part=1").content


def test_ten_times_too_many_are_told_when_to_go_on(comment: Comment) -> None:
    client = browser()
    press(client, comment)
    Voter.objects.update(minute=minute_of(timezone.now()), minute_casts=1, hour_casts=1, day_casts=3_000)
    refused(client, comment, 429, "That was very many votes. Wait a while, then go on.", value=-1)
    assert 0 < int(press(client, comment, -1)["Retry-After"]) <= 86_400
    assert CommentTally.objects.get().karma == 1
