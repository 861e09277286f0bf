"""One's own votes: what is listed, for whom, and what becomes of it at sign-in and sign-out."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.comments.voting import press
from tests.front.voting import karma, listed, page
from tests.queries import captured, tables
from wiki.comments.votes import CommentVote
from wiki.votes import cookies, judging
from wiki.votes.abstract import Reason

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    one, two = make.comments(make.author(), 2)
    press(client, one, 1)
    press(client, two, -1, "agreement")
    text = page(client)
    assert listed(client) == [two.public_id, one.public_id]
    assert "Worth reading" in text
    assert "Disagree" in text
    assert "Counted" in text
    assert one.excerpt in text
    assert f'action="/comments/{one.public_id}/vote/"' in text


def test_a_visitor_who_never_voted_is_told_so_at_no_cost(client: Client) -> None:
    make.comment(make.author())
    with captured() as asked:
        response = client.get("/votes/")
    assert "There are no votes of this browser." in response.content.decode()
    assert asked == []
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_a_cookie_that_we_did_not_sign_is_nobodys(client: Client) -> None:
    client.cookies[cookies.name()] = "f" * 32
    with captured() as asked:
        assert "There are no votes of this browser." in page(client)
    assert asked == []


def test_an_account_that_never_voted_is_told_so(client: Client) -> None:
    client.force_login(make.user())
    assert "There are no votes of yours." in page(client)


def test_others_votes_are_not_in_it(client: Client) -> None:
    comment, other = make.comments(make.author(), 2)
    press(client, comment)
    press(Client(), other)
    assert listed(client) == [comment.public_id]


def test_its_button_takes_a_vote_back(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    action, axis, value = re.findall(
        r'action="([^"]+)">.*?name="axis" value="(\w+)".*?name="value" value="(\d)"', page(client), re.DOTALL
    )[0]
    assert client.post(action, {"axis": axis, "value": value}).status_code == 303
    assert listed(client) == []
    assert karma(comment) == 0


def test_what_was_taken_back_is_not_listed(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    press(client, comment, 0)
    assert listed(client) == []
    assert "There are none now." in page(client)


def test_a_comment_that_nobody_may_read_is_named_without_its_words(client: Client) -> None:
    comment = make.comment(make.author(), body="A secret.")
    press(client, comment)
    comment.hide(actor=make.owner(), reason="rude")
    text = page(client)
    assert "A comment that is no longer here" in text
    assert "A secret." not in text
    assert comment.public_id not in text
    assert "Take back" not in text


def test_what_does_not_count_says_why(client: Client) -> None:
    held, discounted = make.comments(make.author(), 2)
    for _ in range(2):
        press(Client(), held)
    press(client, held)
    press(client, discounted)
    owner = make.owner()
    judging.judge("discount", CommentVote.objects.filter(target=discounted), actor=owner, reason="odd")
    text = page(client)
    assert f"Held for review: {Reason.NETWORK.label}" in text
    assert f"Not counted: {Reason.MODERATOR.label}" in text


def test_a_strong_vote_is_called_one(client: Client) -> None:
    client.force_login(make.user())
    press(client, make.comment(make.author()), -2, "agreement")
    assert "Strongly disagree" in page(client)


@pytest.mark.parametrize(("voting", "offered"), [("anyone", True), ("accounts", False), ("closed", False)])
def test_taking_back_is_offered_where_votes_are_taken(
    client: Client, settings: Settings, voting: str, offered: bool
) -> None:
    press(client, make.comment(make.author()))
    settings.VOTING = voting
    assert ("Take back" in page(client)) == offered


def test_a_vote_on_what_was_retracted_cannot_be_taken_back(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    comment.retract(actor=make.owner())
    text = page(client)
    assert comment.excerpt in text
    assert "Take back" not in text


def test_more_votes_are_no_more_queries(client: Client) -> None:
    author = make.author()
    client.force_login(make.user())
    press(client, make.comment(author))
    page(client)
    with captured() as few:
        page(client)
    for comment in make.comments(author, 10):
        press(client, comment)
    with captured() as many:
        page(client)
    assert tables(few) == [
        "django_session",
        "accounts_user",
        "votes_voter",  # the account's
        "account_emailaddress",  # whether a network limits it
        "votes_voter",  # the browsers that were merged into it
        "votes_voter",  # this browser's
        "votes_voter",  # whose it is
        "comments_commentvote",  # with what each is on
        "authors_author",  # whether they write here
        "notices_notice",  # how many they have not read
    ]
    assert len(many) == len(few)


def test_the_list_goes_on_and_leads_back(client: Client) -> None:
    comments = make.comments(make.author(), 51)
    client.force_login(make.user())
    press(client, comments[0])
    first = CommentVote.objects.get()
    CommentVote.objects.bulk_create(
        CommentVote(target=comment, voter=first.voter, origin=first.voter, axis=1, value=1, power=1)
        for comment in comments[1:]
    )
    assert listed(client) == [comment.public_id for comment in reversed(comments[1:])]
    following = re.findall(r'rel="next" href="([^"]+)"', page(client))[0]
    assert listed(client, f"/votes/{following}") == [comments[0].public_id]
    before = re.findall(r'rel="prev" href="([^"]+)"', page(client, f"/votes/{following}"))[0]
    assert listed(client, f"/votes/{before}") == listed(client)


@pytest.mark.parametrize("wrong", ["x", "a1", "a1.x' OR 1", "a99999999999999999999.1", "a1.x", "a1.2", "a1.1.1"])
def test_a_place_that_is_none_is_not_found(client: Client, wrong: str) -> None:
    press(client, make.comment(make.author()))
    assert client.get("/votes/", {"cursor": wrong}).status_code == 404
