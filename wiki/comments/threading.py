"""In which thread each comment stands: that of the topmost comment above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple


class Spot(NamedTuple):
    """Where an answer stands: by number, in whose thread, and on which page or work."""

    comment: int
    thread: int | None
    page: int | None
    work: int | None


def moved(
    spots: Iterable[Spot], parents: Mapping[int, int], hosts: Mapping[int, tuple[int | None, int | None]]
) -> Iterator[Spot]:
    """Where those answers belong that stand in another thread, or on another thing, than their topmost.

    `hosts` has the page and the work of those topmost ones that are on one.
    """
    tops: dict[int, int] = {}
    for spot in spots:
        top = topmost(spot.comment, parents, tops)
        belongs = Spot(spot.comment, top, *hosts.get(top, (None, None)))
        if belongs != spot:
            yield belongs


def topmost(comment: int, parents: Mapping[int, int], tops: dict[int, int]) -> int:
    """The comment above all that this one answers; `tops` remembers each that was passed."""
    way = []
    here = comment
    while here not in tops and here in parents:
        way.append(here)
        here = parents[here]
    top = tops.get(here, here)
    tops |= dict.fromkeys(way, top)
    return top
