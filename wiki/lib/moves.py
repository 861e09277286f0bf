"""Lines that left one place of a text and came back in another."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from typing import NamedTuple

from wiki.lib.regions import Region

#: A shorter line, such as a blank one or a bracket, may stand anywhere by chance.
SHORTEST = 12
#: A blank line may part two lines of one move.
NEAREST = 2


class Moves(NamedTuple):
    """The number of its move for each line that left the old text, and for each that came to the new."""

    left: dict[int, int]
    came: dict[int, int]


def moves(changed: list[Region], before: list[str], after: list[str]) -> Moves:
    """The lines that are the same in what changed of both texts; those that went together share a number."""
    left: dict[int, int] = {}
    came: dict[int, int] = {}
    number, last_old, last_new = 0, -NEAREST, -NEAREST
    for old, new in twins(changed, before, after):
        if not 0 < old - last_old == new - last_new <= NEAREST:
            number += 1
        left[old] = came[new] = number
        last_old, last_new = old, new
    return Moves(left, came)


def twins(changed: list[Region], before: list[str], after: list[str]) -> Iterator[tuple[int, int]]:
    """A removed line and the first added one of the same words that no other has taken."""
    waiting: dict[str, deque[int]] = defaultdict(deque)
    for region in changed:
        for at in range(region.new.start, region.new.stop):
            waiting[after[at].strip()].append(at)
    for region in changed:
        for at in range(region.old.start, region.old.stop):
            text = before[at].strip()
            if len(text) >= SHORTEST and waiting[text]:
                yield at, waiting[text].popleft()
