"""A vote: what it does to the sums, and what it does not do."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from tests import make
from tests.races import at_once, need_two_at_once
from tests.votes.casting import account, browser, cast, sums
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes.abstract import Axis, State
from wiki.votes.casters import Caster
from wiki.votes.erasing import erase
from wiki.votes.models import Voter
from wiki.votes.refusals import CLOSED, MovedError, RefusedError

pytestmark = pytest.mark.django_db


def karma(comment: Comment) -> tuple[int, int]:
    told = sums(comment)
    return told["karma"], told["karma_votes"]


def test_it_works(comment: Comment) -> None:
    done = cast(comment, browser(), 1)
    assert (done.state, done.reason) == ("counted", "")
    assert done.sums == sums(comment)
    assert karma(comment) == (1, 1)


def test_a_second_press_changes_nothing(comment: Comment) -> None:
    voter = browser()
    cast(comment, voter, 1)
    changed_at = CommentVote.objects.get().changed_at
    for _ in range(5):
        cast(comment, voter, 1)
    assert karma(comment) == (1, 1)
    assert CommentVote.objects.get().changed_at == changed_at


def test_a_change_of_mind_moves_the_sum_by_two_and_the_count_by_none(comment: Comment) -> None:
    voter = browser()
    cast(comment, voter, 1)
    assert cast(comment, voter, -1).sums["karma"] == -1
    assert karma(comment) == (-1, 1)


def test_what_is_taken_back_leaves_a_row_and_no_trace_in_the_sums(comment: Comment) -> None:
    voter = browser()
    cast(comment, voter, 1)
    cast(comment, voter, 0)
    assert karma(comment) == (0, 0)
    assert CommentVote.objects.get().value == 0
    cast(comment, voter, -1)
    assert karma(comment) == (-1, 1)


def test_to_take_back_what_was_never_cast_makes_no_row(comment: Comment) -> None:
    cast(comment, account(), 1)
    done = cast(comment, browser(), 0)
    assert (done.state, done.sums["karma"]) == ("", 1)
    assert CommentVote.objects.count() == 1


def test_the_axes_are_apart(comment: Comment) -> None:
    voter = browser()
    cast(comment, voter, 1)
    cast(comment, voter, -1, Axis.AGREEMENT)
    told = sums(comment)
    assert (told["karma"], told["agreement"], told["ups"], told["downs"]) == (1, -1, 1, 0)


@pytest.mark.parametrize(("value", "total"), [(2, 2), (1, 1), (0, 0), (-1, -1), (-2, -2)])
def test_a_strong_vote_weighs_two_and_is_one_vote(comment: Comment, value: int, total: int) -> None:
    voter = account()
    cast(comment, voter, 2)
    cast(comment, voter, value)
    assert karma(comment) == (total, int(value != 0))
    assert CommentVote.objects.get().power == max(1, abs(value))


def test_a_vote_keeps_the_version_that_it_was_cast_on(comment: Comment) -> None:
    voter = account()
    cast(comment, voter, 1, version=3)
    comment.edit("Something else altogether.", actor=make.user(), version=1)
    assert CommentVote.objects.get().version == 3
    cast(comment, voter, 1, version=4)
    assert CommentVote.objects.get().version == 4


def test_controversy_is_the_votes_to_the_power_of_the_smaller_side_by_the_larger(comment: Comment) -> None:
    for value in (1, 1, 1, 1):
        cast(comment, account(), value)
    assert sums(comment)["controversy"] == 0
    cast(comment, account(), -2)
    assert sums(comment)["controversy"] == round(1000 * 6 ** (2 / 4))


def test_eight_presses_up_and_one_down_leave_one_vote_down(comment: Comment) -> None:
    """Throat counted -2 up votes after this (Phuks-co/throat#250)."""
    voter = browser()
    for value in (1, 1, 1, 1, -1, 1, 1, 1, 1, -1):
        cast(comment, voter, value)
    told = sums(comment)
    assert (told["ups"], told["downs"], told["karma_votes"]) == (0, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_eight_presses_at_once_are_one_vote_and_none_is_refused(comment: Comment) -> None:
    """A double click counted twice elsewhere (wp-calypso#25179), or met an error of a unique key."""
    need_two_at_once()
    voter = browser()
    done = at_once(*[lambda value=value: cast(comment, voter, value) for value in (1, 1, 1, 1, -1, 1, 1, 1)])
    assert [getattr(found, "state", found) for found in done] == ["counted"] * 8
    told = sums(comment)
    assert told["karma_votes"] == told["ups"] + told["downs"] == 1


@pytest.mark.django_db(transaction=True)
def test_a_change_at_once_with_a_taking_back_never_makes_a_count_negative(comment: Comment) -> None:
    """Counts below zero are open at ForumMagnum since 2019 (#1824, #3449)."""
    need_two_at_once()
    voter = account()
    for _ in range(5):
        cast(comment, voter, 2)
        done = at_once(*[lambda value=value: cast(comment, voter, value) for value in (0, -2, 0, 1, 0)])
        assert [getattr(found, "state", found) for found in done] == ["counted"] * 5
        assert min(sums(comment)[name] for name in ("karma_votes", "ups", "downs", "held")) >= 0


@pytest.mark.parametrize("verb", ["hide", "remove", "retract"])
def test_what_is_hidden_deleted_or_retracted_takes_no_votes_and_keeps_those_that_it_has(
    comment: Comment, verb: str
) -> None:
    voter = account()
    cast(comment, voter, 1)
    getattr(comment, verb)(actor=make.owner(), **({"reason": "So."} if verb == "hide" else {}))
    for value in (0, -1):
        with pytest.raises(RefusedError) as refused:
            cast(comment, voter, value)
        assert (refused.value.status, refused.value.reason) == (409, CLOSED)
    assert karma(comment) == (1, 1)


def test_a_comment_that_is_back_takes_votes_again(comment: Comment) -> None:
    comment.remove(actor=make.owner())
    comment.restore(actor=make.owner())
    assert cast(comment, account(), 1).sums["karma"] == 1


def test_the_database_itself_refuses_a_second_vote_of_a_voter(comment: Comment) -> None:
    voter = account()
    cast(comment, voter, 1)
    row = CommentVote.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_user_who_voted_is_deleted_only_after_their_votes_and_others_then_vote_on(comment: Comment) -> None:
    """At ForumMagnum nobody could vote any more where a voter was deleted (#5265)."""
    user, other = make.user(), account()
    voter = account(user)
    cast(comment, voter, 2)
    cast(comment, other, 1)
    with pytest.raises(ProtectedError):
        user.delete()
    erase(voter)
    user.delete()
    assert cast(comment, other, -1).sums["karma"] == -1
    assert cast(comment, account(), -1).sums["karma"] == -2
    assert karma(comment) == (-2, 2)


def test_what_an_import_carried_stands_under_the_votes(comment: Comment) -> None:
    CommentTally.objects.filter(pk=comment.pk).update(carried_karma=7, carried_karma_votes=5, karma=7, karma_votes=5)
    assert cast(comment, account(), -1).sums["karma"] == 6
    assert karma(comment) == (6, 6)


def test_a_caster_who_has_been_erased_meanwhile_is_told_to_look_again(comment: Comment) -> None:
    voter = browser()
    Voter.objects.filter(pk=voter.acting).delete()
    with pytest.raises(MovedError):
        cast(comment, voter, 1)


def test_an_account_changes_what_a_browser_of_its_own_cast_and_not_the_other_way_round(comment: Comment) -> None:
    own = account()
    cast(comment, own, 1)
    acting = browser()
    Voter.objects.filter(pk=acting.acting).update(merged_into=own.keyed)
    signed_out = Caster(acting.acting, own.keyed, own.user_id, owns=False)
    with pytest.raises(RefusedError, match="Sign in to change that vote"):
        cast(comment, signed_out, -1)
    assert karma(comment) == (1, 1)
    assert CommentVote.objects.get().state == State.COUNTED
