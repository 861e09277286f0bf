"""The orders that a list can be read in, as its addresses say them; the usual one needs no word."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode


def query(sort: str, usual: str, **place: str) -> str:
    """The query that asks for a place of the list in this order; no place is its beginning."""
    asked = urlencode(({"sort": sort} if sort != usual else {}) | {name: at for name, at in place.items() if at})
    return f"?{asked}" if asked else "./"


def sorts(orders: Iterable[str], usual: str, current: str) -> list[tuple[str, str, bool]]:
    """Each order's name, the query that asks for it, and whether this is it."""
    return [(sort, query(sort, usual), sort == current) for sort in orders]
