"""Proving the sums by the votes, and mending them."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.votes.casting import account, browser, cast, sums
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes import recounting
from wiki.votes.abstract import Axis, State, Tally
from wiki.votes.recounting import drift, recount

pytestmark = pytest.mark.django_db


def voted(comment: Comment) -> Comment:
    """Two votes for it, a strong one against, one that is held, and one on the other axis."""
    for value in (1, 1, -2):
        cast(comment, account(), value)
    cast(comment, account(), -1, Axis.AGREEMENT)
    for _ in range(3):
        cast(comment, browser("a network"), 1, Axis.AGREEMENT)
    return comment


TRUE = {
    "karma": 0,
    "karma_votes": 3,
    "ups": 2,
    "downs": 2,
    "controversy": 4000,
    "agreement": 1,
    "agreement_votes": 3,
    "held": 1,
}


def test_it_works(comment: Comment) -> None:
    assert sums(voted(comment)) == TRUE
    assert recount(CommentVote) == 0


@pytest.mark.parametrize("name", Tally.SUMS)
def test_whichever_sum_is_wrong_it_is_found_told_and_mended(comment: Comment, name: str) -> None:
    voted(comment)
    CommentTally.objects.filter(pk=comment.pk).update(**{name: 77})
    assert list(drift(CommentVote)) == [{"target": comment.pk, name: (77, TRUE[name])}]
    assert recount(CommentVote) == 1
    assert sums(comment) == TRUE


@pytest.mark.parametrize("change", [{"value": 0}, {"state": State.HELD, "reason": "pace"}, {"power": 1}])
def test_a_vote_that_was_changed_past_the_door_is_found(comment: Comment, change: dict[str, object]) -> None:
    voted(comment)
    CommentVote.objects.filter(value=-2).update(**change)
    assert [row["target"] for row in drift(CommentVote)] == [comment.pk]
    recount(CommentVote)
    sums(comment)


def test_a_comment_without_votes_says_what_was_carried_and_else_nothing(comment: Comment) -> None:
    carried = {"carried_karma": 4, "carried_karma_votes": 3, "carried_agreement": -2, "carried_agreement_votes": 2}
    CommentTally.objects.filter(pk=comment.pk).update(**carried)
    recount(CommentVote)
    told = sums(comment)
    assert (told["karma"], told["karma_votes"], told["agreement"], told["agreement_votes"]) == (4, 3, -2, 2)
    assert (told["ups"], told["controversy"]) == (0, 0)


def test_many_are_mended_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "BATCH", 2)
    comments = make.comments(make.author(), 5)
    CommentTally.objects.update(karma=3)
    assert recount(CommentVote) == 5
    assert all(sums(comment)["karma"] == 0 for comment in comments)


def test_a_check_is_one_query_however_many_there_are() -> None:
    for _ in range(2):
        voted(make.comment(make.author()))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert list(drift(CommentVote)) == []
        assert len(queries) == 1


def test_both_databases_round_controversy_as_python_does() -> None:
    """To the nearest whole number, for every small pair of sides."""
    pairs = [(ups, downs) for ups in range(1, 6) for downs in range(1, 6)]
    for ups, downs in pairs:
        comment = make.comment(make.author())
        for value in [1] * ups + [-1] * downs:
            cast(comment, account(), value)
        expected = 1000 * (ups + downs) ** (min(ups, downs) / max(ups, downs))
        assert sums(comment)["controversy"] == round(expected)
