"""Keyset paging: a part of a list is found by the row it follows or precedes, never by counting rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from django.db import models
from django.db.models import Q, QuerySet

Row = TypeVar("Row", bound=models.Model)

WRITTEN = re.compile(r"([ab])(-?\d{1,19})\.([A-Za-z0-9_-]{1,40})", re.ASCII)
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Cursor:
    """A place in a list: `after` or before the row with this place and, among rows of one place, this key."""

    after: bool
    place: int
    key: str

    def __str__(self) -> str:
        return f"{'a' if self.after else 'b'}{self.place}.{self.key}"

    @classmethod
    def read(cls, written: str) -> Cursor:
        """The cursor that was written so; ValueError where it is none."""
        match = WRITTEN.fullmatch(written)
        if not match or abs(int(match[2])) > LARGEST:
            raise ValueError(written)
        return cls(after=match[1] == "a", place=int(match[2]), key=match[3])


@dataclass(frozen=True)
class Order:
    """A total order by two columns, both falling or both rising: the place, then a unique key to part equals."""

    place: str
    key: str
    falling: bool

    def reversed(self) -> Order:
        """The same rows from the other end."""
        return Order(self.place, self.key, not self.falling)

    def beyond(self, cursor: Cursor) -> Q:
        """The rows that follow the cursor in this order, said so that an index on both columns finds them."""
        side = "lt" if self.falling else "gt"
        near = Q(**{f"{self.place}__{side}e": cursor.place})
        return near & (Q(**{f"{self.place}__{side}": cursor.place}) | Q(**{f"{self.key}__{side}": cursor.key}))

    def columns(self) -> list[str]:
        """Names for `order_by`."""
        sign = "-" if self.falling else ""
        return [sign + self.place, sign + self.key]

    def cursor(self, row: models.Model, *, after: bool) -> Cursor:
        """The place after or before this row."""
        return Cursor(after, getattr(row, self.place), str(getattr(row, self.key)))


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
    beyond = order.beyond(cursor) if cursor else Q()
    return list(rows.filter(beyond).order_by(*order.columns())[:count])
