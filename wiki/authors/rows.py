"""Ordered lists inside a form: lines that are added, moved and removed by buttons of the same form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count
from typing import Any

from django import forms
from django.http import QueryDict

MOST = 50
TOO_MANY = f"There is room for {MOST} lines. Remove some first."

#: The values of each line's fields by the line's key, in the order of the list.
Lines = Mapping[str, Mapping[str, Any]]


class RowForm(forms.Form):
    """One line of a list; what it is called is its first field."""

    @property
    def called(self) -> str:
        """The line's name in the names of its buttons."""
        words = str(self[next(iter(self.fields))].value() or "").strip()
        return f"“{words[:60]}”" if words else "the empty line"

    def typed(self) -> dict[str, Any]:
        """What stands in the fields, whether or not it will do."""
        return {name: self[name].data for name in self.fields}


class Rows:
    """The lines of one list in one form, each known by a key that it keeps wherever it is moved."""

    most = MOST

    def __init__(self, name: str, form: type[RowForm], data: QueryDict | None, lines: Lines) -> None:
        self.name, self.form, self.data = name, form, data
        self.focus = self.said = ""
        keys = sent_keys(data, name) if data is not None else list(lines)
        self.rows = [self.row(key, lines.get(key)) for key in keys]

    @property
    def keys(self) -> list[str]:
        """The keys of the lines, in their order."""
        return [str(row.prefix).rpartition("-")[2] for row in self.rows]

    def row(self, key: str, initial: Mapping[str, Any] | None = None) -> RowForm:
        """The form of the line with this key."""
        return self.form(self.data, prefix=f"{self.name}-{key}", initial=dict(initial or {}))

    @property
    def blank(self) -> RowForm:
        """A line to be copied for each new one."""
        return self.form(prefix=f"{self.name}-new")

    @property
    def error(self) -> str:
        """What is wrong with the list as a whole, or nothing."""
        return TOO_MANY if self.data is not None and len(self.rows) > MOST else ""

    def is_valid(self) -> bool:
        """Whether every line will do."""
        return all(row.is_valid() for row in self.rows) and not self.error

    def cleaned(self) -> list[dict[str, Any]]:
        """The lines in their order; empty ones are dropped."""
        return [
            row.cleaned_data for row in self.rows if any(isinstance(v, str) and v for v in row.cleaned_data.values())
        ]

    def typed(self) -> Lines:
        """What stands in the lines, for the list to be shown again."""
        return {key: row.typed() for key, row in zip(self.keys, self.rows, strict=True)}

    def press(self, button: str) -> None:
        """Do what a button of this list says: `see-add`, `see-2-up`, `-down` or `-remove`; no other does anything."""
        key, _, verb = button.removeprefix(f"{self.name}-").rpartition("-")
        if button == f"{self.name}-add":
            self.add()
        elif button.startswith(f"{self.name}-") and key in self.keys and verb in {"up", "down", "remove"}:
            at = self.keys.index(key)
            self.remove(at) if verb == "remove" else self.move(at, -1 if verb == "up" else 1)
            self.focus = self.focus or button

    def add(self) -> None:
        """Put an empty line at the end, where there is room."""
        if len(self.rows) >= MOST:
            self.said, self.focus = TOO_MANY, f"{self.name}-add"
            return
        row = self.row(next(key for key in map(str, count(1)) if key not in self.keys))
        next(iter(row.fields.values())).widget.attrs["autofocus"] = True
        self.rows.append(row)

    def move(self, at: int, by: int) -> None:
        """Let a line change places with its neighbour; the first has none above it and the last none below."""
        to = min(max(at + by, 0), len(self.keys) - 1)
        self.rows[at], self.rows[to] = self.rows[to], self.rows[at]
        self.said = f"Moved to place {to + 1} of {len(self.rows)}." if to != at else "It can go no further."

    def remove(self, at: int) -> None:
        """Take a line out; the focus goes to the line that takes its place, or to the button that adds one."""
        del self.rows[at]
        near = self.keys[min(at, len(self.rows) - 1)] if self.rows else ""
        self.focus = f"{self.name}-{near}-remove" if near else f"{self.name}-add"
        self.said = "Removed. Nothing is saved yet."


def sent_keys(data: QueryDict, name: str) -> list[str]:
    """The keys of the lines that a browser sent, in the order of the page."""
    found = (re.fullmatch(rf"{name}-([0-9]{{1,6}})-\w+", field, re.ASCII) for field in data)
    return list(dict.fromkeys(match[1] for match in found if match))
