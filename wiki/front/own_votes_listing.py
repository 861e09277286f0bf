"""Somebody's own votes: a part of them in words, and those on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wiki.comments.states import State as CommentState
from wiki.comments.votes import CommentVote
from wiki.lib.paging import Order, Part, part
from wiki.votes.abstract import Axis, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wiki.comments.models import Comment
    from wiki.lib.paging import Cursor
    from wiki.votes.casters import Caster

NEWEST_FIRST = Order(("id",), "id", falling=True)
A_PART = 50
#: The columns that a listing shows.
LISTED = ("axis", "value", "state", "reason", "changed_at", "target")
ON = tuple(f"target__{name}" for name in ("public_id", "excerpt", "state", "retracted_at"))
SAID = {
    (Axis.KARMA, True): "Worth reading",
    (Axis.KARMA, False): "Not worth reading",
    (Axis.AGREEMENT, True): "Agree",
    (Axis.AGREEMENT, False): "Disagree",
}
STANDING = {
    State.COUNTED: "Counted",
    State.HELD: "Held for review",
    State.DISCOUNTED: "Not counted",
    State.VOID: "Not counted",
}


@dataclass(frozen=True)
class OwnVote:
    """One vote as its caster sees it."""

    vote: CommentVote
    #: Whether votes are taken of whoever looks.
    may_vote: bool

    @property
    def comment(self) -> Comment | None:
        """What it is on, if everyone may read it."""
        comment: Comment = self.vote.target
        return comment if comment.is_published else None

    @property
    def axis(self) -> str:
        """On what it is, as the form calls it."""
        return Axis(self.vote.axis).label

    @property
    def said(self) -> str:
        """What it says, in words."""
        words = SAID[Axis(self.vote.axis), self.vote.value > 0]
        return f"Strongly {words.lower()}" if abs(self.vote.value) > 1 else words

    @property
    def standing(self) -> str:
        """Whether it counts, and if not why, in words."""
        standing = STANDING[State(self.vote.state)]
        return f"{standing}: {self.vote.why}" if self.vote.why else standing

    @property
    def can_be_taken_back(self) -> bool:
        """Whether a press would do it; what is void stands under nobody's name."""
        return self.may_vote and self.vote.target.takes_votes and self.vote.state != State.VOID


def own_part(caster: Caster, cursor: Cursor | None, *, may_vote: bool) -> tuple[list[OwnVote], Part[CommentVote]]:
    """A part of what somebody voted and did not take back, the newest first."""
    rows = CommentVote.objects.filter(caster.everything()).exclude(value=0).select_related("target")
    found = part(rows.only(*LISTED, *ON), NEWEST_FIRST, cursor, A_PART)
    return [OwnVote(vote, may_vote) for vote in found.rows], found


def on_page(caster: Caster, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """By comment, of those with these public ids that everyone may read, what this caster voted; one query."""
    rows = CommentVote.objects.filter(
        caster.rows, target__public_id__in=set(ids), target__state=CommentState.PUBLISHED
    ).exclude(value=0)
    found: dict[str, dict[str, Any]] = {}
    for public_id, axis, value, version, rewritten in rows.values_list(
        "target__public_id", "axis", "value", "version", "target__rewritten"
    ):
        told = found.setdefault(public_id, dict.fromkeys(Axis.labels, 0) | {"before_edit": False})
        told[Axis(axis).label] = value
        told["before_edit"] |= version < rewritten
    return found
