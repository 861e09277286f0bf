"""Pins: what a moderator had before them, carried by the form from the screen to the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.comments.moving import Seen
from wiki.comments.states import State
from wiki.lib.admin import keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wiki.comments.models import Comment

FURTHER = "further-"


def pin(comment: Comment) -> str:
    """Stands for the comment as it is now."""
    return f"{comment.version}.{comment.state}"


def unpin(told: str) -> Seen | None:
    """What was seen, or nothing where this is no pin."""
    version, _dot, state = told.partition(".")
    if not keys([version]) or state not in State.values:
        return None
    return Seen(int(version), State(state))


def further_of(sent: Mapping[str, str]) -> dict[int, Seen]:
    """By number, what a form says was seen of comments that nobody chose one by one."""
    numbers = keys(name.removeprefix(FURTHER) for name in sent if name.startswith(FURTHER))
    found = {int(key): unpin(sent[f"{FURTHER}{key}"]) for key in numbers}
    return {key: seen for key, seen in found.items() if seen}
