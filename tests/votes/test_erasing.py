"""Erasing somebody's votes: the rows go, and the sums follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.races import at_once, need_two_at_once
from tests.votes.casting import account, browser, cast, sums
from tests.votes.storming import caster_of
from wiki.comments.votes import CommentVote
from wiki.votes import merging
from wiki.votes.abstract import Axis
from wiki.votes.erasing import erase
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from wiki.comments.models import Comment
    from wiki.votes.casters import Caster

pytestmark = pytest.mark.django_db


def name(caster: Caster) -> str:
    return Voter.objects.get(pk=caster.acting).browser or ""


def test_it_works(comment: Comment) -> None:
    voter, other = browser(), browser()
    cast(comment, voter, 1)
    cast(comment, voter, -1, Axis.AGREEMENT)
    cast(comment, other, 1)
    assert erase(voter) == 2
    told = sums(comment)
    assert (told["karma"], told["karma_votes"], told["agreement"], told["agreement_votes"]) == (1, 1, 0, 0)
    assert list(Voter.objects.all()) == [Voter.objects.get(pk=other.acting)]


def test_an_account_erases_what_its_browsers_cast_and_their_voters_too(comment: Comment) -> None:
    user = make.user()
    own, acting = account(user), browser()
    late = make.comment(make.author())
    cast(comment, acting, 1)
    cast(late, acting, 1)
    cast(late, own, -1)
    merging.merge(name(acting), user)
    assert erase(own) == 3
    assert not CommentVote.objects.exists()
    assert not Voter.objects.exists()
    assert sums(comment)["karma"] == sums(late)["karma"] == 0


def test_a_browser_that_is_signed_out_erases_what_it_cast_and_nothing_of_the_accounts(comment: Comment) -> None:
    user = make.user()
    own, acting = account(user), browser()
    late = make.comment(make.author())
    cast(comment, acting, 1)
    cast(late, own, 1)
    merging.merge(name(acting), user)
    assert erase(caster_of(acting.acting)) == 1
    assert (sums(comment)["karma"], sums(late)["karma"]) == (0, 1)
    assert list(Voter.objects.all()) == [Voter.objects.get(pk=own.acting)]


def test_what_an_account_changed_is_the_accounts_and_outlives_the_browser_that_cast_it(comment: Comment) -> None:
    user = make.user()
    acting = browser()
    cast(comment, acting, 1)
    merging.merge(name(acting), user)
    cast(comment, account(user), -1)
    assert erase(caster_of(acting.acting)) == 0
    assert sums(comment)["karma"] == -1


def test_votes_that_are_held_leave_the_count_of_the_held(comment: Comment) -> None:
    voters = [browser("a network") for _ in range(3)]
    for voter in voters:
        cast(comment, voter, 1)
    assert sums(comment)["held"] == 1
    erase(voters[2])
    assert (sums(comment)["held"], sums(comment)["karma"]) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_two_who_erase_the_same_at_once_both_come_through(comment: Comment) -> None:
    need_two_at_once()
    voter = account()
    cast(comment, voter, 1)
    assert sorted(at_once(lambda: erase(voter), lambda: erase(voter))) == [0, 1]
    assert sums(comment)["karma"] == 0


@pytest.mark.django_db(transaction=True)
def test_a_browser_merged_while_its_account_is_erased_leaves_no_vote_without_a_voter(comment: Comment) -> None:
    need_two_at_once()
    for _ in range(5):
        user, acting = make.user(), browser()
        own = account(user)
        cast(comment, acting, 1)
        cast(comment, own, 1, Axis.AGREEMENT)
        browsers_name = name(acting)
        done = at_once(lambda: merging.merge(browsers_name, user), lambda: erase(own))  # noqa: B023
        assert [found for found in done if isinstance(found, Exception)] == []
        sums(comment)
