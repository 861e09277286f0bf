"""The list of an author's works at their desk: where each can go, and what has just become of one."""

from __future__ import annotations

from typing import NamedTuple

from django.http import QueryDict

from wiki.works.models import SelectedWork

#: What is said of a work that the address names in this way.
SENTENCES = {
    "moved": "is now {place} of {total}.",
    "saved": "is saved.",
    "restored": "is back, {place} of {total}.",
    "closed": "takes no more replies.",
    "opened": "takes replies.",
    "removed": "is off your page. It is kept below.",
}


class Row(NamedTuple):
    """A work, whether it is the first or the last, and which of its two buttons the keyboard is on, if any."""

    work: SelectedWork
    first: bool
    last: bool
    focus: str


class Told(NamedTuple):
    """What became of a work."""

    work: SelectedWork
    sentence: str


def rows(works: list[SelectedWork], query: QueryDict) -> list[Row]:
    """The works in order; the one that was moved keeps the keyboard on the button that was pressed, or the other."""
    last = len(works) - 1
    return [Row(work, place == 0, place == last, focus(work, place, last, query)) for place, work in enumerate(works)]


def focus(work: SelectedWork, place: int, last: int, query: QueryDict) -> str:
    """The button of a work to go on with after a move: `up`, `down` or none."""
    to = query.get("to")
    if work.slug != query.get("moved") or to not in ("up", "down"):
        return ""
    if to == "up":
        return "up" if place else "down"
    return "down" if place < last else "up"


def told(works: list[SelectedWork], removed: list[SelectedWork], query: QueryDict) -> Told | None:
    """What the address says became of a work, if that is still so."""
    for verb, sentence in SENTENCES.items():
        among = removed if verb == "removed" else works
        for place, work in enumerate(among, start=1):
            if work.slug == query.get(verb):
                return Told(work, sentence.format(place=place, total=len(works)))
    return None
