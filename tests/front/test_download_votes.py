"""All that is kept of one's votes, as a file."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.comments.voting import press
from tests.front.voting import voter_of
from tests.queries import captured
from wiki.comments.votes import CommentVote
from wiki.votes.abstract import Reason
from wiki.votes.merging import merge

pytestmark = pytest.mark.django_db
ADDRESS = "/votes/download/"


def downloaded(client: Client) -> list[dict[str, object]]:
    response = client.get(ADDRESS)
    assert response.status_code == 200
    votes: list[dict[str, object]] = json.loads(response.getvalue())["votes"]
    return votes


def test_it_works(client: Client, settings: Settings) -> None:
    comment = make.comment(make.author())
    press(client, comment, -1, "agreement")
    response = client.get(ADDRESS)
    told = json.loads(response.getvalue())
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == 'attachment; filename="votes.json"'
    assert response["Cache-Control"] == "private, no-store"
    assert told["site"] == settings.SITE_URL
    (vote,) = told["votes"]
    cast = CommentVote.objects.get()
    assert vote == {
        "comment": comment.public_id,
        "address": f"{settings.SITE_URL}/comments/{comment.public_id}/",
        "axis": "agreement",
        "value": -1,
        "state": "counted",
        "reason": "",
        "cast_at": cast.cast_at.isoformat(),
        "changed_at": cast.changed_at.isoformat(),
        "version": 1,
    }
    assert datetime.fromisoformat(vote["cast_at"]).tzinfo == UTC


def test_it_holds_what_does_not_count_and_what_was_taken_back(client: Client) -> None:
    held, back = make.comments(make.author(), 2)
    for _ in range(2):
        press(Client(), held)
    press(client, held)
    press(client, back)
    press(client, back, 0)
    assert [(row["value"], row["state"], row["reason"]) for row in downloaded(client)] == [
        (1, "held", Reason.NETWORK.label),
        (0, "counted", ""),
    ]


def test_it_says_nothing_of_networks_or_voters(client: Client) -> None:
    press(client, make.comment(make.author()))
    vote, voter = CommentVote.objects.get(), voter_of(client)
    text = client.get(ADDRESS).getvalue().decode()
    assert vote.network
    assert vote.network not in text
    assert str(voter.browser) not in text


def test_a_browser_that_is_signed_out_gets_nothing_of_the_accounts(client: Client) -> None:
    comment, other = make.comments(make.author(), 2)
    press(client, comment)
    user, elsewhere = make.user(), Client()
    elsewhere.force_login(user)
    press(elsewhere, other)
    merge(voter_of(client).browser or "", user)
    assert [row["comment"] for row in downloaded(client)] == [comment.public_id]
    assert {row["comment"] for row in downloaded(elsewhere)} == {comment.public_id, other.public_id}


def test_whoever_never_voted_gets_an_empty_list_and_no_cookie(client: Client) -> None:
    with captured() as asked:
        assert downloaded(client) == []
    assert asked == []
    assert not client.cookies


def test_more_votes_are_no_more_queries(client: Client) -> None:
    author = make.author()
    press(client, make.comment(author))
    downloaded(client)
    with captured() as few:
        downloaded(client)
    for comment in make.comments(author, 10):
        press(client, comment)
    with captured() as many:
        assert len(downloaded(client)) == 11
    assert len(many) == len(few)
