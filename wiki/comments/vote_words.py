"""Votes in words, for those who moderate: who cast them, and from which network, is told by a pseudonym alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.votes.abstract import Axis, State
from wiki.votes.models import Voter, pseudonym

if TYPE_CHECKING:
    from wiki.comments.votes import CommentVote

SAID = {
    Axis.KARMA: {2: "strongly up", 1: "up", -1: "down", -2: "strongly down"},
    Axis.AGREEMENT: {2: "agrees strongly", 1: "agrees", -1: "disagrees", -2: "disagrees strongly"},
}
STATES = {
    State.COUNTED: "Counted",
    State.HELD: "Held for review",
    State.DISCOUNTED: "Discounted",
    State.VOID: "Void",
}


def said(vote: CommentVote) -> str:
    """What a vote says, as in "karma: strongly up"."""
    axis = Axis(vote.axis)
    return f"{axis.label}: {SAID[axis].get(vote.value, 'taken back')}"


def voter_name(voter: int) -> str:
    """What to call a voter."""
    return Voter(pk=voter).pseudonym


def network_name(network: str) -> str:
    """What to call a network on the day that its hash is of; its hash is told to nobody."""
    if not network:
        return "not kept"
    return f"Network {pseudonym('wiki.comments.network', network)}"
