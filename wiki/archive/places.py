"""Where comments stand in the list when some have no date: the order of the files is kept, no date is invented."""

from __future__ import annotations

from datetime import UTC, datetime

from wiki.archive.fields import FIRST_YEAR
from wiki.comments.states import place_of

BELOW_ALL_DATES = place_of(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC))
# Room between undated neighbours for others to be put there later, again and again; and a step from a dated one.
FAR = 10**9
NEAR = 1_000


def places(anchors: list[int | None], *, below: int = BELOW_ALL_DATES) -> list[int]:
    """A place for each file, the newest first; where one is known (a date, an earlier import) it is kept.

    A run without places is spread evenly between its two neighbours, hangs from the only one it has, or lies below
    `below` when it has none. Neighbours out of order count as the upper one alone.
    """
    placed: list[int] = []
    waiting = 0
    for anchor in anchors:
        if anchor is None:
            waiting += 1
            continue
        placed += [*run(waiting, placed[-1] if placed else None, anchor), anchor]
        waiting = 0
    if not placed:
        return [below - FAR * (index + 1) for index in range(waiting)]
    return placed + run(waiting, placed[-1], None)


def run(count: int, upper: int | None, lower: int | None) -> list[int]:
    """Falling places for `count` comments between two neighbours, of which one may be missing."""
    if upper is None:
        return [(lower or 0) + NEAR * (count - index) for index in range(count)]
    if lower is None or lower >= upper:
        return [upper - NEAR * (index + 1) for index in range(count)]
    return [upper - (upper - lower) * (index + 1) // (count + 1) for index in range(count)]
