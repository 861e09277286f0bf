"""Reaffirming a vote after a material edit: one press, and it is about what the comment says now."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.comments.voting import FORMS, JSON, PAGE, address, back_to, browser, press, reader
from tests.queries import captured
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.votes import CommentTally, CommentVote
from wiki.comments.voting import before_edit
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author(user=make.user()), body="Rings have units.")


def rewrite(comment: Comment) -> None:
    comment.edit("All of it is another matter now, and said otherwise.", actor=make.user(), version=comment.version)


def reaffirm(client: Client, comment: Comment, form: str = "json") -> Response:
    query, accept = FORMS[form]
    return client.post(address(comment, "reaffirm") + query, headers={"accept": accept})


def told(response: Response) -> dict[str, object]:
    found: dict[str, object] = response.json()
    return found


def versions() -> list[int]:
    return list(CommentVote.objects.order_by("pk").values_list("version", flat=True))


@pytest.mark.parametrize("signed_in", [False, True])
def test_it_works(comment: Comment, *, signed_in: bool) -> None:
    client = reader() if signed_in else browser()
    press(client, comment)
    press(client, comment, -1, "agreement")
    press(browser(), comment)
    rewrite(comment)
    assert before_edit(comment) == (3, 3)
    assert told(reaffirm(client, comment)) == {
        **dict(zip(("karma", "karma_votes", "agreement", "agreement_votes", "held"), (2, 2, -1, 1, 0), strict=True)),
        "mine": {"karma": 1, "agreement": -1},
    }
    assert versions() == [2, 2, 1]
    assert before_edit(comment) == (1, 3)


def test_a_second_press_changes_nothing(comment: Comment) -> None:
    client = browser()
    press(client, comment)
    rewrite(comment)
    assert told(reaffirm(client, comment)) == told(reaffirm(client, comment))
    assert (versions(), CommentTally.objects.get().karma) == ([2], 1)


def test_a_vote_cast_again_is_about_what_it_says_now(comment: Comment) -> None:
    client = browser()
    press(client, comment)
    rewrite(comment)
    press(client, comment)
    assert (versions(), before_edit(comment)) == ([2], None)


def test_each_form_answers_in_kind(comment: Comment) -> None:
    client = browser()
    press(client, comment)
    rewrite(comment)
    page = reaffirm(client, comment, "page")
    assert (page.status_code, page["Location"]) == (303, back_to(comment))
    part = reaffirm(client, comment, "part")
    assert part.status_code == 200
    assert b"<html" not in part.content
    for answer in (page, part, reaffirm(client, comment)):
        assert answer["Cache-Control"] == "private, no-store"


def test_whoever_never_voted_changes_nothing_and_stays_unknown(comment: Comment) -> None:
    press(browser(), comment)
    rewrite(comment)
    response = reaffirm(browser(), comment)
    assert told(response)["mine"] == {"karma": 0, "agreement": 0}
    assert not response.cookies
    assert told(reaffirm(reader(), comment))["mine"] == {"karma": 0, "agreement": 0}
    assert (versions(), Voter.objects.count()) == ([1], 1)


def refused(client: Client, comment: Comment, status: int, reason: str) -> None:
    for form in FORMS:
        response = reaffirm(client, comment, form)
        assert response.status_code == status
        text = html.unescape(response.content.decode())
        assert reason in text
        assert (f'href="{back_to(comment)}"' in text) is (form == "page")


def test_it_is_refused_where_a_vote_would_be(comment: Comment, settings: Settings) -> None:
    client = browser()
    press(client, comment)
    rewrite(comment)
    settings.VOTING = "closed"
    refused(client, comment, 403, "Voting is closed on this site.")
    settings.VOTING = "accounts"
    refused(client, comment, 403, "Sign in to vote here.")
    settings.VOTING = "anyone"
    own = browser()
    assert comment.author.user
    own.force_login(comment.author.user)
    refused(own, comment, 403, "This is your own comment. Others vote on it.")
    comment.retract(actor=make.user())
    refused(client, comment, 409, "Votes on this are no longer taken.")
    assert versions() == [1]


@pytest.mark.parametrize("form", FORMS)
def test_hidden_pending_deleted_and_missing_are_the_same_bytes(form: str) -> None:
    query, accept = FORMS[form]
    unread = [make.comment(make.author(), state=state) for state in State if state != State.PUBLISHED]
    addresses = [*(address(row, "reaffirm") for row in unread), "/comments/nosuchone/reaffirm/"]
    answers = [Client().post(where + query, headers={"accept": accept}) for where in addresses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch", "options"])
def test_it_takes_no_other_method(comment: Comment, method: str) -> None:
    response = getattr(Client(), method)(address(comment, "reaffirm"))
    assert (response.status_code, response["Allow"]) == (405, "POST")


def test_without_a_token_it_is_refused_in_each_form(comment: Comment) -> None:
    client = browser(enforce_csrf_checks=True)
    for query, accept in FORMS.values():
        response = client.post(address(comment, "reaffirm") + query, headers={"accept": accept})
        assert response.status_code == 403
        assert b"This page was open for too long. Load it again, then try once more." in response.content
    token = client.get(address(comment), headers={"accept": JSON}).json()["token"]
    response = client.post(address(comment, "reaffirm"), headers={"accept": PAGE, "x-csrftoken": token})
    assert response.status_code == 303


@pytest.mark.parametrize("kind", [JSON, "text/plain", "application/x-www-form-urlencoded"])
def test_whatever_the_body_says_is_ignored(comment: Comment, kind: str) -> None:
    for body in ("[" * 60_000, b"\xff\x00", "axis=karma&value=2"):
        response = browser().post(address(comment, "reaffirm"), body, content_type=kind, headers={"accept": JSON})
        assert response.status_code == 200
    assert not CommentVote.objects.exists()


def test_it_takes_four_queries_from_a_known_browser(comment: Comment) -> None:
    client = browser()
    press(client, comment)
    rewrite(comment)
    with captured() as sql:
        reaffirm(client, comment)
    assert [query.split()[0] for query in sql] == ["SELECT", "SELECT", "UPDATE", "SELECT"]
