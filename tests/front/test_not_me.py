"""Parting a browser from an account that was not one's own."""

from __future__ import annotations

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests import make
from tests.accounts.signing import PASSWORD, attempt
from tests.comments.voting import press
from tests.front.voting import karma, page, row, voter_of
from wiki.comments.votes import CommentVote
from wiki.votes.recounting import drift

pytestmark = pytest.mark.django_db
ADDRESS = "/votes/not-me/"


@pytest.fixture(autouse=True)
def people() -> None:
    for name in ("ada", "eve"):
        make.user(email=f"{name}@example.org", password=PASSWORD)


def test_it_works(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    own = voter_of(client)
    attempt(client, "eve@example.org")
    assert row(comment).voter != own
    client.post("/account/logout/")
    told = client.post(ADDRESS, follow=True).content.decode()
    assert "This browser and the account are apart again." in told
    assert comment.excerpt in told
    assert row(comment).voter == own
    assert karma(comment) == 1


def test_it_works_while_the_other_is_still_signed_in(client: Client) -> None:
    comment, eves = make.comments(make.author(), 2)
    press(client, comment)
    attempt(client, "eve@example.org", follow=True)
    press(client, eves)
    assert page(client).count("This was not me") == 1  # below the list; the message has been read
    text = client.post(ADDRESS, follow=True).content.decode()
    assert comment.excerpt not in text
    assert eves.excerpt in text
    assert "This was not me" not in text
    assert "stands apart from this account" in text


def test_a_vote_that_the_merge_made_void_counts_again(client: Client) -> None:
    comment = make.comment(make.author())
    elsewhere = Client()
    attempt(elsewhere, "eve@example.org")
    press(elsewhere, comment, -1)
    press(client, comment, 1)
    attempt(client, "eve@example.org")
    assert karma(comment) == -1
    client.post("/account/logout/")
    client.post(ADDRESS)
    assert karma(comment) == 0
    assert not list(drift(CommentVote))


def test_a_victim_gets_their_own_back_and_leaves_nothing_to_the_other(client: Client) -> None:
    before, during, after = make.comments(make.author(), 3)
    press(client, before)
    attempt(client, "eve@example.org")
    press(client, during)
    client.post("/account/logout/")
    press(client, after)
    client.post(ADDRESS)
    text = page(client)
    assert before.excerpt in text
    assert after.excerpt in text
    assert during.excerpt not in text
    eve = Client()
    attempt(eve, "eve@example.org")
    assert before.excerpt not in page(eve)
    assert after.excerpt not in page(eve)


def test_whoever_signs_in_next_gets_the_votes(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    attempt(client, "eve@example.org")
    client.post("/account/logout/")
    client.post(ADDRESS)
    told = attempt(client, "ada@example.org", follow=True).content.decode()
    assert "1 vote of this browser is now yours." in told
    assert comment.excerpt in page(client)
    assert karma(comment) == 1


def test_with_nothing_to_part_nothing_is_said_to_have_been(client: Client) -> None:
    assert client.post(ADDRESS)["Location"] == "/votes/"
    press(client, make.comment(make.author()))
    assert client.post(ADDRESS)["Location"] == "/votes/"


def test_no_session_is_begun_to_tell_it(client: Client) -> None:
    press(client, make.comment(make.author()))
    attempt(client, "eve@example.org")
    client.post("/account/logout/")
    client.post(ADDRESS)
    assert not Session.objects.exists()


def test_it_takes_a_press(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405


def test_another_site_cannot_do_it() -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS).status_code == 403
