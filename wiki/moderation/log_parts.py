"""A part of the log for everyone: decisions about comments and people, and those about votes, in one order."""

from __future__ import annotations

import heapq
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from wiki.lib.paging import LARGEST, Cursor, Order, Part
from wiki.moderation.models import Decision
from wiki.votes.models import Judgement

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Row = Decision | Judgement

NEWEST_FIRST = Order(("decision", "judgement"), "judgement", falling=True)
MADE_AT = attrgetter("made_at")


class Cut(NamedTuple):
    """A place in both tables at once: above it stands what has these numbers or higher ones, below it all else."""

    decision: int
    judgement: int

    def cursor(self, *, after: bool) -> Cursor:
        """What leads to the part below it, or above."""
        return Cursor(after, tuple(self), str(self.judgement))


class Streams(NamedTuple):
    """Rows of the two tables, each in the order of its numbers."""

    decisions: list[Decision]
    judgements: list[Judgement]

    @property
    def rising(self) -> list[Row]:
        """All of them, what was made first before the others."""
        return list(heapq.merge(*self, key=MADE_AT))

    @property
    def falling(self) -> list[Row]:
        """All of them, what was made last before the others."""
        return list(heapq.merge(*self, key=MADE_AT, reverse=True))

    @property
    def top(self) -> Cut:
        """The cut just above them, which are the newest of all: what is made from now on is above it, too."""
        return Cut(*(rows[0].pk + 1 if rows else 1 for rows in self))


class Log(NamedTuple):
    """The two tables, as far as they are told of."""

    decisions: QuerySet[Decision]
    judgements: QuerySet[Judgement]

    def below(self, cut: Cut, count: int) -> Streams:
        """So many of each that are nearest below a cut."""
        decisions = self.decisions.filter(pk__lt=cut.decision).order_by("-pk")[:count]
        return Streams(list(decisions), list(self.judgements.filter(pk__lt=cut.judgement).order_by("-pk")[:count]))

    def above(self, cut: Cut, count: int) -> Streams:
        """So many of each that are nearest above it."""
        decisions = self.decisions.filter(pk__gte=cut.decision).order_by("pk")[:count]
        return Streams(list(decisions), list(self.judgements.filter(pk__gte=cut.judgement).order_by("pk")[:count]))


def part(log: Log, cursor: Cursor | None, size: int) -> Part[Row]:
    """The `size` rows on that side of the cursor, or the first; two queries, four when a walk back meets the start."""
    if cursor and not cursor.after:
        cut = Cut(*cursor.places)
        found = log.above(cut, size + 1).rising
        if len(found) > size:
            upper = beyond(cut, found[:size], above=True)
            return Part(found[:size][::-1], upper.cursor(after=False), cut.cursor(after=True))
        cursor = None
    streams = log.below(Cut(*cursor.places) if cursor else Cut(LARGEST, LARGEST), size + 1)
    cut = Cut(*cursor.places) if cursor else streams.top
    found = streams.falling
    after = beyond(cut, found[:size], above=False).cursor(after=True) if len(found) > size else None
    return Part(found[:size], cut.cursor(after=False) if cursor else None, after)


def beyond(cut: Cut, rows: list[Row], *, above: bool) -> Cut:
    """The cut on the other side of these rows, which are the nearest to it."""
    numbers = [[row.pk for row in rows if isinstance(row, table)] for table in (Decision, Judgement)]
    ends = ((max(pks) + 1 if above else min(pks)) if pks else pk for pks, pk in zip(numbers, cut, strict=True))
    return Cut(*ends)
