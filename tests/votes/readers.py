"""Readers who vote signed out and signed in."""

from __future__ import annotations

from itertools import cycle
from typing import TYPE_CHECKING

from tests import make
from tests.votes.casting import ask, press
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.comments.voting import own_votes
from wiki.votes import casters, cookies
from wiki.votes.abstract import Axis
from wiki.votes.merging import Merged, merge
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User

#: Of networks.
numbers = cycle(range(250))


class Reader:
    """A browser in a network of its own, and whoever signs in there."""

    def __init__(self, user: User | None = None) -> None:
        self.user = user or make.user()
        self.address = f"10.{next(numbers)}.0.1"
        self.id = cookies.new_id()
        self.hash = cookies.hashed(self.id)
        self.voter = Voter.objects.create(browser=self.hash)

    def asks(self, *, signed_in: bool) -> HttpRequest:
        """A request from this browser."""
        return ask(self.address, user=self.user if signed_in else None, browser=self.id)

    def press(self, comment: Comment, value: int, *, signed_in: bool = False, axis: Axis = Axis.KARMA) -> str:
        """Vote from this browser; what becomes of it."""
        return press(self.asks(signed_in=signed_in), comment, value, axis).state

    def merge(self) -> Merged | None:
        return merge(self.hash, self.user)

    def sees(self, comment: Comment, *, signed_in: bool = False) -> int:
        """What this browser is shown of its karma vote on a comment."""
        caster = casters.known(self.asks(signed_in=signed_in))
        assert caster
        return own_votes(caster, [comment.pk])[comment.pk]["karma"]


def row(comment: Comment, **which: object) -> CommentVote:
    return CommentVote.objects.get(target=comment, **which)


def voter_of(user: User) -> Voter:
    return Voter.objects.get(user=user)
