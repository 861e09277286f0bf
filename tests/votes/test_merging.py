"""A browser's votes become an account's at sign-in, are told apart afterwards, and can be parted again."""

from __future__ import annotations

import pytest

from tests import make
from tests.races import at_once, need_two_at_once
from tests.votes.casting import account, browser, cast, sums
from tests.votes.readers import Reader, row, voter_of
from tests.votes.storming import caster_of
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.comments.voting import OWN
from wiki.votes import judging
from wiki.votes.abstract import Axis
from wiki.votes.hearing import told
from wiki.votes.merging import Merged, merge, part
from wiki.votes.models import Voter
from wiki.votes.refusals import CLAIMED, RefusedError

pytestmark = pytest.mark.django_db


def test_what_a_browser_voted_becomes_the_accounts_and_counts_as_before(comment: Comment, reader: Reader) -> None:
    reader.press(comment, 1)
    before = sums(comment)
    assert reader.merge() == Merged(moved=1, void=0)
    assert (row(comment).voter, row(comment).origin) == (voter_of(reader.user), reader.voter)
    assert sums(comment) == before
    assert reader.sees(comment, signed_in=True) == 1


def test_where_both_voted_the_accounts_stands_and_the_browsers_is_void(comment: Comment, reader: Reader) -> None:
    reader.press(comment, 1, signed_in=False)
    cast(comment, account(reader.user), -2)
    assert sums(comment)["karma_votes"] == 2
    assert reader.merge() == Merged(moved=0, void=1)
    assert (sums(comment)["karma"], sums(comment)["karma_votes"]) == (-2, 1)
    void = row(comment, origin=reader.voter)
    assert (void.state, void.reason, void.why) == ("void", "merged", "the account had voted already")


def test_what_was_voted_on_ones_own_comment_is_void(reader: Reader) -> None:
    own = make.comment(make.author(user=reader.user))
    reader.press(own, 1)
    assert reader.merge() == Merged(moved=0, void=1)
    assert sums(own)["karma"] == 0
    assert row(own).reason == "own"
    with pytest.raises(RefusedError, match="your own comment") as refused:
        reader.press(own, 1)
    assert (refused.value.status, refused.value.reason) == (403, OWN)


def test_the_axes_are_merged_apart(comment: Comment, reader: Reader) -> None:
    reader.press(comment, 1)
    reader.press(comment, -1, axis=Axis.AGREEMENT)
    cast(comment, account(reader.user), 1)
    assert reader.merge() == Merged(moved=1, void=1)
    assert (sums(comment)["karma"], sums(comment)["agreement"]) == (1, -1)


@pytest.mark.parametrize("verb", ["hold", "discount"])
def test_a_merge_and_a_parting_lift_nothing_that_is_held_or_discounted(
    comment: Comment, reader: Reader, verb: str
) -> None:
    reader.press(comment, 1)
    judging.judge(verb, CommentVote.objects.all(), actor=make.owner(), reason="So.")
    end = judging.VERBS[verb][1]
    reader.merge()
    assert row(comment).state == end
    assert reader.press(comment, -1, signed_in=True) == end
    part(reader.hash)
    assert row(comment).state == end
    assert sums(comment)["karma"] == 0


def test_what_the_network_held_is_held_for_an_exempt_account_too(comment: Comment) -> None:
    users = [make.user() for _ in range(3)]
    for user in users:
        acting = browser("a network")
        cast(comment, acting, 1)
        merge(Voter.objects.get(pk=acting.acting).browser or "", user)
    assert cast(comment, account(users[2]), -1).reason == "network"
    assert (sums(comment)["karma"], sums(comment)["held"]) == (2, 1)


def test_merging_twice_changes_nothing(comment: Comment, reader: Reader) -> None:
    reader.press(comment, 1)
    reader.merge()
    assert reader.merge() is None
    assert merge(reader.hash, make.user()) is None
    assert row(comment).voter == voter_of(reader.user)
    assert merge("no browser's", make.user()) is None


def test_signed_out_a_browser_sees_and_changes_what_it_cast_itself(comment: Comment, reader: Reader) -> None:
    reader.press(comment, 1)
    reader.merge()
    assert reader.sees(comment) == 1
    assert reader.press(comment, -1) == "counted"
    assert (sums(comment)["karma"], sums(comment)["karma_votes"]) == (-1, 1)
    assert row(comment).voter == voter_of(reader.user)


def test_signed_out_a_browser_neither_sees_nor_changes_what_its_account_cast(comment: Comment, reader: Reader) -> None:
    reader.merge()
    reader.press(comment, 2, signed_in=True)
    assert reader.sees(comment) == 0
    for value in (1, 0, -1):
        with pytest.raises(RefusedError) as refused:
            reader.press(comment, value)
        assert (refused.value.status, refused.value.reason) == (409, CLAIMED)
    assert (sums(comment)["karma"], sums(comment)["karma_votes"]) == (2, 1)


def test_another_browser_of_the_account_is_shown_nothing_of_what_this_one_cast(
    comment: Comment, reader: Reader
) -> None:
    other = Reader(reader.user)
    reader.press(comment, 1)
    reader.merge()
    other.merge()
    assert other.sees(comment) == 0
    with pytest.raises(RefusedError, match="Sign in to change"):
        other.press(comment, -1)
    assert reader.sees(comment, signed_in=True) == 1


def test_what_a_browser_casts_signed_out_is_its_accounts_until_the_account_changes_it(
    comment: Comment, reader: Reader
) -> None:
    reader.merge()
    reader.press(comment, 1)
    assert (row(comment).voter, row(comment).origin) == (voter_of(reader.user), reader.voter)
    reader.press(comment, -1, signed_in=True)
    assert row(comment).origin == voter_of(reader.user)
    with pytest.raises(RefusedError, match="Sign in to change"):
        reader.press(comment, 1)
    assert part(reader.hash) == 0
    assert row(comment).voter == voter_of(reader.user)
    assert reader.press(comment, 1) == "counted"
    assert (sums(comment)["karma"], sums(comment)["karma_votes"]) == (0, 2)


def test_a_vote_that_an_account_casts_has_it_as_its_origin(comment: Comment, reader: Reader) -> None:
    reader.press(comment, 1, signed_in=True)
    assert row(comment).origin == row(comment).voter == voter_of(reader.user)


def test_who_signs_in_is_told_what_became_of_the_votes() -> None:
    assert told(Merged(1, 0)) == "1 vote of this browser is now yours."
    assert told(Merged(3, 1)).startswith("3 votes of this browser are now yours. 1 more does not count")


def test_a_strong_vote_signed_out_is_refused(comment: Comment, reader: Reader) -> None:
    reader.merge()
    with pytest.raises(RefusedError, match="Sign in to cast a strong vote"):
        reader.press(comment, 2)


@pytest.mark.django_db(transaction=True)
def test_one_browser_merged_into_two_accounts_at_once_is_one_accounts(comment: Comment) -> None:
    need_two_at_once()
    for _ in range(5):
        reader, users = Reader(), [make.user(), make.user()]
        reader.press(comment, 1)
        done = at_once(*[lambda user=user: merge(reader.hash, user) for user in users])  # noqa: B023
        assert sorted(done, key=str) == [Merged(1, 0), None]
        vote = row(comment, origin=reader.voter)
        assert vote.voter_id == Voter.objects.get(pk=reader.voter.pk).merged_into_id
        assert sums(comment)["karma_votes"] == CommentVote.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_vote_cast_while_its_browser_is_merged_is_the_accounts_or_refused_by_name(comment: Comment) -> None:
    need_two_at_once()
    for value in (1, -1, 1, -1):
        reader = Reader()
        done = at_once(lambda: reader.press(comment, value), reader.merge)  # noqa: B023
        assert done[0] == "counted"
        assert row(comment, origin=reader.voter).voter == voter_of(reader.user)
        assert caster_of(reader.voter.pk).keyed == voter_of(reader.user).pk
        sums(comment)
