"""Lists in the order of titles: a stretch begins at a key, whether or not anything is called so."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from wiki.links.keys import LONGEST_KEY, key

Row = TypeVar("Row")


@dataclass(frozen=True)
class Stretch(Generic[Row]):
    """Some rows by key, and the keys at which the stretch before and the one after begin.

    None stands for no such stretch, and an empty key for the very beginning.
    """

    rows: list[Row]
    before: str | None
    after: str | None


def beginning(request: HttpRequest) -> str:
    """The key from which on somebody asks for titles; 404 for what no database takes."""
    asked = key(request.GET.get("from", ""))[:LONGEST_KEY]
    if "\0" in asked:
        raise Http404
    return asked


def stretch(rows: QuerySet[Any, Row], start: str, size: int) -> Stretch[Row]:
    """The first rows from this key on; one query, and one to find the way back."""
    found: list[Any] = list(rows.filter(key__gte=start).order_by("key")[: size + 1])
    after = found.pop().key if len(found) > size else None
    return Stretch(found, earlier(rows, start, size) if start else None, after)


def earlier(rows: QuerySet[Any, Any], start: str, size: int) -> str | None:
    """Where the stretch before this key begins."""
    back: list[Any] = list(rows.filter(key__lt=start).order_by("-key")[: size + 1])
    if not back:
        return None
    return back[size - 1].key if len(back) > size else ""


def lettered(rows: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The rows under the letters that they begin with."""
    return [(letter, list(group)) for letter, group in groupby(rows, lambda row: heading(row.key))]  # type: ignore[attr-defined]


def heading(key: str) -> str:
    """The letter under which a key stands; a script without capitals has one heading, as have all digits and signs."""
    first = key[:1]
    kind = unicodedata.category(first) if first else ""
    if kind == "Lo":
        script = unicodedata.name(first, "Others").split()[0].capitalize()
        return "Han" if script == "Cjk" else script
    if kind.startswith("L"):
        return first.upper()
    return "0–9" if kind == "Nd" else "Signs"
