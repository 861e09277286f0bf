"""One's own votes, when somebody signs in where they were cast, and out again."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.accounts.signing import PASSWORD, attempt
from tests.comments.voting import press
from tests.front.voting import karma, listed, page, row, voter_of
from wiki.comments.votes import CommentVote
from wiki.votes.abstract import Reason, State
from wiki.votes.recounting import drift
from wiki.votes.refusals import CLAIMED

if TYPE_CHECKING:
    from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ada() -> User:
    return make.user(email="ada@example.org", password=PASSWORD)


def test_a_visitors_votes_follow_them_into_their_account(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    told = html.unescape(attempt(client, follow=True).content.decode())
    assert "1 vote of this browser is now yours." in told
    assert 'href="/votes/">See your votes</a>' in told
    assert 'action="/votes/not-me/"' in told
    assert "is now yours" not in page(client, "/")
    assert listed(client) == [comment.public_id]
    assert listed(signed_in_elsewhere()) == [comment.public_id]
    assert karma(comment) == 1


def signed_in_elsewhere() -> Client:
    """Another browser of the same account."""
    other = Client()
    attempt(other)
    return other


def test_where_both_voted_the_accounts_stands_and_both_are_told(client: Client) -> None:
    comment = make.comment(make.author())
    press(signed_in_elsewhere(), comment, -1)
    press(client, comment, 1)
    attempt(client)
    text = page(client)
    assert karma(comment) == -1
    assert row(comment, voter_of(client)).state == State.VOID
    assert f"Not counted: {Reason.MERGED.label}" in text
    assert text.count("Take back") == 1
    assert not list(drift(CommentVote))


def test_what_was_voted_on_ones_own_words_does_not_count(client: Client, ada: User) -> None:
    comment = make.comment(make.author(user=ada))
    press(client, comment)
    told = html.unescape(attempt(client, follow=True).content.decode())
    assert "1 vote of this browser does not count" in told
    assert f"Not counted: {Reason.OWN.label}" in html.unescape(page(client))
    assert karma(comment) == 0


def test_signed_out_again_a_browser_sees_what_it_cast_itself_alone(client: Client) -> None:
    before, after, twice = make.comments(make.author(), 3)
    press(signed_in_elsewhere(), twice, -1)
    press(client, before)
    press(client, twice)
    attempt(client)
    press(client, after)
    assert listed(client) == [after.public_id, twice.public_id, before.public_id, twice.public_id]
    client.post("/account/logout/")
    text = page(client)
    assert listed(client) == [twice.public_id, before.public_id]
    assert "Not worth reading" not in text
    assert after.excerpt not in text
    refused = press(client, after, -1)
    assert refused.status_code == 409
    assert CLAIMED in refused.content.decode()


def test_a_browser_that_is_not_merged_is_not_asked_who_it_was(client: Client) -> None:
    press(client, make.comment(make.author()))
    assert "This was not me" not in page(client)
    attempt(client)
    assert "This was not me" in page(client)
    assert "This was not me" not in page(signed_in_elsewhere())


def test_a_second_account_does_not_get_what_the_first_has(client: Client) -> None:
    make.user(email="eve@example.org", password=PASSWORD)
    comment = make.comment(make.author())
    press(client, comment)
    attempt(client)
    client.post("/account/logout/")
    told = attempt(client, "eve@example.org", follow=True).content.decode()
    assert "now yours" not in told
    assert "There are no votes of yours." in page(client)
    assert "This was not me" in page(client)


def test_a_message_waits_for_whoever_is_signed_in_alone(client: Client) -> None:
    press(client, make.comment(make.author()))
    attempt(client)
    client.post("/account/logout/")
    assert "now yours" not in page(client)
