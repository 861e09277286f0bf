"""A browser is parted from an account again, with what it cast itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.votes.casting import account, cast, sums
from tests.votes.readers import Reader, row, voter_of
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes import judging
from wiki.votes.abstract import State
from wiki.votes.merging import part

if TYPE_CHECKING:
    pass

pytestmark = pytest.mark.django_db


def test_not_me_gives_a_browser_its_voter_back_with_what_it_cast_and_leaves_the_rest(
    comment: Comment, reader: Reader
) -> None:
    late, both = make.comments(make.author(), 2)
    reader.press(comment, 1)
    reader.press(both, 1)
    cast(both, account(reader.user), -1)
    reader.merge()
    reader.press(late, 1, signed_in=True)
    assert part(reader.hash) == 2
    assert row(comment).voter == reader.voter
    assert row(late).voter == voter_of(reader.user)
    assert set(CommentVote.objects.filter(target=both).values_list("state", flat=True)) == {"counted"}
    assert sums(both)["karma_votes"] == 2
    assert reader.sees(both) == 1
    assert (reader.sees(late), reader.sees(late, signed_in=True)) == (0, 1)
    assert part(reader.hash) is None


def test_votes_on_what_was_ones_own_count_again_for_the_browser_that_was_somebody_elses(reader: Reader) -> None:
    own = make.comment(make.author(user=reader.user))
    reader.press(own, 1)
    reader.merge()
    part(reader.hash)
    assert sums(own)["karma"] == 1


def test_a_browser_is_parted_that_voted_anew_where_its_vote_had_become_void(comment: Comment, reader: Reader) -> None:
    """The other browser took along the vote that this one's was void for, so there are two that this one cast."""
    other = Reader(reader.user)
    other.press(comment, 1)
    reader.press(comment, 1)
    other.merge()
    reader.merge()
    part(other.hash)
    assert reader.press(comment, -1) == "counted"
    assert part(reader.hash) == 1
    assert row(comment, origin=reader.voter).value == -1
    assert (sums(comment)["karma"], sums(comment)["karma_votes"]) == (0, 2)


def test_a_vote_that_was_held_is_held_when_it_is_cast_anew_for_one_that_had_become_void(comment: Comment) -> None:
    users = [make.user() for _ in range(2)]
    first, second = Reader(users[0]), Reader(users[0])
    first.press(comment, 1)
    second.press(comment, 1)
    judging.judge("hold", CommentVote.objects.filter(origin=second.voter), actor=make.owner(), reason="So.")
    first.merge()
    second.merge()
    part(first.hash)
    second.press(comment, -1)
    part(second.hash)
    assert row(comment, origin=second.voter).state == State.HELD
    assert (sums(comment)["karma"], sums(comment)["held"]) == (1, 1)
