"""Keyset paging: a part of a list is found by the row it follows or precedes, never by counting rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Generic, TypeVar

from django.db import models
from django.db.models import BigIntegerField, BooleanField, F, Func, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404, QueryDict

Row = TypeVar("Row", bound=models.Model)

WRITTEN = re.compile(r"([ab])(-?\d{1,19}(?:\.-?\d{1,19})*)\.([A-Za-z0-9_-]{1,40})", re.ASCII)
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Cursor:
    """A place in a list: `after` or before the row with these places and, among rows of equal ones, this key."""

    after: bool
    places: tuple[int, ...]
    key: str

    def __str__(self) -> str:
        return f"{'a' if self.after else 'b'}{'.'.join(map(str, self.places))}.{self.key}"

    @classmethod
    def read(cls, written: str) -> Cursor:
        """The cursor that was written so; ValueError where it is none."""
        match = WRITTEN.fullmatch(written)
        places = tuple(map(int, match[2].split("."))) if match else ()
        if not match or any(abs(place) > LARGEST for place in places):
            raise ValueError(written)
        return cls(after=match[1] == "a", places=places, key=match[3])


class Together(Func):
    """Several values as one, which compares by the first that differs."""

    template = "(%(expressions)s)"


class Below(Func):
    """Whether one row of values stands before another: a range of an index on those columns, however many tie."""

    template = "%(expressions)s"
    arg_joiner = " < "
    arity = 2
    output_field = BooleanField()


class Above(Below):
    """Whether one row of values stands after another."""

    arg_joiner = " > "


@dataclass(frozen=True)
class Order:
    """A total order by columns that all fall or all rise: the places, then a unique key to part equals.

    A place may lead through a one-to-one by which the rows are filtered too. Where there is a `rank`, a column of
    whole numbers above 0, that parts equals in the key's stead: an address shows the key and never the rank.
    """

    places: tuple[str, ...]
    key: str
    falling: bool
    rank: str = ""

    def reversed(self) -> Order:
        """The same rows from the other end."""
        return replace(self, falling=not self.falling)

    def read(self, written: str) -> Cursor:
        """The cursor that was written so for this order; ValueError where it is none."""
        cursor = Cursor.read(written)
        if len(cursor.places) != len(self.places) or not self.agrees(cursor):
            raise ValueError(written)
        return cursor

    def agrees(self, cursor: Cursor) -> bool:
        """Whether the cursor's key is what it says of it, where the key is a place itself."""
        return self.key not in self.places or cursor.key == str(cursor.places[self.places.index(self.key)])

    def beyond(self, cursor: Cursor, rows: QuerySet[Row]) -> Below:
        """Whether a row follows the cursor in this order."""
        places = [Value(place, BigIntegerField()) for place in cursor.places]
        side = Below if self.falling else Above
        return side(Together(*map(F, self.names)), Together(*places, self.last(cursor, rows)))

    def last(self, cursor: Cursor, rows: QuerySet[Row]) -> Value | Coalesce:
        """What parts the cursor's row from its equals: its key, or its rank, 0 where nobody has that key any more."""
        if not self.rank:
            return Value(cursor.key)
        ranks = rows.model._default_manager.filter(**{self.key: cursor.key}).values(self.rank)
        # A bare subquery has its column's affinity, for which SQLite would leave the rank out of the index's range.
        return Coalesce(Subquery(ranks), Value(0))

    @property
    def names(self) -> tuple[str, ...]:
        """The columns, the weightiest first."""
        return (*self.places, self.rank or self.key)

    def columns(self) -> list[str]:
        """Names for `order_by`."""
        sign = "-" if self.falling else ""
        return [sign + name for name in self.names]

    def cursor(self, row: models.Model, *, after: bool) -> Cursor:
        """The place after or before this row."""
        places = tuple(attrgetter(name.replace("__", "."))(row) for name in self.places)
        return Cursor(after, places, str(getattr(row, self.key)))


@dataclass(frozen=True)
class Part(Generic[Row]):
    """Some rows of a list, and where the rest is: the cursor of the part before, and of the part after."""

    rows: list[Row]
    before: Cursor | None
    after: Cursor | None


def part(rows: QuerySet[Row], order: Order, cursor: Cursor | None, size: int) -> Part[Row]:
    """The `size` rows on that side of the cursor, or the first; one query, two when a walk back meets the start."""
    if cursor and not cursor.after:
        found = ahead(rows, order.reversed(), cursor, size + 1)
        if len(found) > size:
            found = found[:size][::-1]
            return Part(found, order.cursor(found[0], after=False), order.cursor(found[-1], after=True))
        cursor = None
    found = ahead(rows, order, cursor, size + 1)
    more = len(found) > size
    found = found[:size]
    before = order.cursor(found[0], after=False) if found else cursor and replace(cursor, after=False)
    return Part(found, before if cursor else None, order.cursor(found[-1], after=True) if more else None)


def ahead(rows: QuerySet[Row], order: Order, cursor: Cursor | None, count: int) -> list[Row]:
    """The next `count` rows in this order."""
    following = rows.filter(order.beyond(cursor, rows)) if cursor else rows
    return list(following.order_by(*order.columns())[:count])


def asked(query: QueryDict, order: Order, name: str = "cursor") -> Cursor | None:
    """The place in a list that an address asks for, or none for its beginning; 404 where there is no such place."""
    written = query.get(name)
    try:
        return order.read(written) if written else None
    except ValueError:
        raise Http404 from None
