"""A browser's own votes on a page."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests import make
from tests.comments.voting import press
from tests.front.voting import voter_of
from tests.queries import captured, plan, tables
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes.merging import merge

pytestmark = pytest.mark.django_db


def mine(client: Client, *comments: Comment | str) -> dict[str, dict[str, object]]:
    ids = ",".join(comment if isinstance(comment, str) else comment.public_id for comment in comments)
    response = client.get("/votes/mine/", {"comments": ids})
    assert response.status_code == 200
    votes: dict[str, dict[str, object]] = json.loads(response.content)["votes"]
    return votes


def test_it_works(client: Client) -> None:
    one, two, unvoted = make.comments(make.author(), 3)
    press(client, one, 1)
    press(client, two, -1, "agreement")
    press(Client(), unvoted)
    assert mine(client, one, two, unvoted) == {
        one.public_id: {"karma": 1, "agreement": 0, "before_edit": False},
        two.public_id: {"karma": 0, "agreement": -1, "before_edit": False},
    }


def test_only_what_was_asked_for_is_told(client: Client) -> None:
    one, two = make.comments(make.author(), 2)
    press(client, one)
    press(client, two)
    assert list(mine(client, two)) == [two.public_id]
    assert mine(client) == {}


def test_a_newcomer_costs_nothing_and_gets_no_cookie(client: Client) -> None:
    comment = make.comment(make.author())
    with captured() as asked:
        response = client.get(f"/votes/mine/?comments={comment.public_id}")
    assert json.loads(response.content) == {"votes": {}}
    assert asked == []
    assert not response.cookies


def test_it_is_for_its_asker_alone(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    response = client.get(f"/votes/mine/?comments={comment.public_id}")
    assert response["Cache-Control"] == "private, no-store"
    assert not response.cookies
    assert client.post("/votes/mine/").status_code == 405


@pytest.mark.parametrize("wrong", ["", ",,", "a b", "x" * 41, "\x00", "ö", "nobody", "a\n", "'); DROP TABLE"])
def test_ids_that_are_none_are_absent(client: Client, wrong: str) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    assert list(mine(client, wrong, comment)) == [comment.public_id]


def test_what_nobody_may_read_is_absent(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    comment.hide(actor=make.owner(), reason="rude")
    assert mine(client, comment) == {}


def test_what_was_taken_back_is_absent(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    press(client, comment, 0)
    assert mine(client, comment) == {}


def test_it_tells_a_vote_from_before_a_material_edit(client: Client) -> None:
    comment = make.comment(make.author(), body="One two three.")
    press(client, comment)
    comment.edit("Something else altogether.", actor=make.owner(), version=1)
    assert mine(client, comment)[comment.public_id]["before_edit"] is True
    press(client, comment, -1)
    assert mine(client, comment)[comment.public_id]["before_edit"] is False


def test_a_browser_that_is_signed_out_sees_nothing_of_the_accounts(client: Client) -> None:
    comment, other = make.comments(make.author(), 2)
    press(client, comment)
    user, elsewhere = make.user(), Client()
    elsewhere.force_login(user)
    press(elsewhere, other)
    merge(voter_of(client).browser or "", user)
    assert list(mine(client, comment, other)) == [comment.public_id]
    assert set(mine(elsewhere, comment, other)) == {comment.public_id, other.public_id}


def test_five_hundred_can_be_asked_for_and_no_more(client: Client) -> None:
    assert mine(client, *["a"] * 500) == {}
    response = client.get("/votes/mine/", {"comments": ",".join(["a"] * 501)})
    assert response.status_code == 400
    assert "500" in json.loads(response.content)["reason"]


def test_one_query_finds_the_voter_and_one_the_votes_however_many(client: Client) -> None:
    comments = make.comments(make.author(), 11)
    press(client, comments[0])
    mine(client, *comments)
    with captured() as few:
        mine(client, comments[0])
    for comment in comments:
        press(client, comment)
    with captured() as many:
        assert len(mine(client, *comments)) == 11
    assert tables(few) == ["votes_voter", "comments_commentvote"]
    assert len(many) == len(few)


def test_an_account_is_found_by_its_session_its_voter_and_its_address(client: Client) -> None:
    comment = make.comment(make.author())
    client.force_login(make.user())
    press(client, comment)
    mine(client, comment)
    with captured() as asked:
        mine(client, comment)
    found = ["django_session", "accounts_user", "votes_voter", "account_emailaddress", "comments_commentvote"]
    assert tables(asked) == found


def test_an_index_serves_it(client: Client) -> None:
    comments = make.comments(make.author(), 300)
    press(client, comments[0])
    voter = voter_of(client)
    CommentVote.objects.bulk_create(
        CommentVote(target=comment, voter=voter, origin=voter, axis=1, value=1, power=1) for comment in comments[1:]
    )
    with captured() as asked:
        mine(client, *comments[:5])
    assert not re.search(r"\bSCAN\b|Seq Scan", plan(asked[-1]))
