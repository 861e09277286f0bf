"""Texts of kinds that rooms could have: some that everyone may read, some that only those who sign in may."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from wiki.links.linkable import Linkable, Thing
from wiki.links.naming import call
from wiki.links.painting import Painted, Text, paint
from wiki.links.recording import record
from wiki.markup.headings import folded
from wiki.markup.rendering import Rendered, render

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


@dataclass
class Shelf:
    """Texts of one kind, and what has been asked of it."""

    kind: str
    rows: dict[int | str, Thing] = field(default_factory=dict)
    rendered: dict[int | str, Rendered] = field(default_factory=dict)
    #: By key, the number by which references remember it.
    numbers: dict[int | str, int] = field(default_factory=dict)
    asked: list[tuple[str, set[Any]]] = field(default_factory=list)

    def put(self, key: int | str, title: str, source: str = "", *, state: str = "", credit: str = "") -> Thing:
        """A text with this key, anew or changed; a page takes its title for its name."""
        prefix = "" if self.kind == "page" else f"{self.kind[0]}-{key}-"
        rendered = render(source, prefix=prefix, top=2 if self.kind == "page" else 3)
        url = f"/{self.kind}s/{key}/"
        self.rows[key] = Thing(self.kind, key, title, url, state, credit, rendered.html, rendered.parts)
        self.rendered[key] = rendered
        self.numbers[key] = key if isinstance(key, int) else self.numbers.get(key, len(self.numbers) + 1)
        if self.kind == "page":
            call(self.numbers[key], title, taking=True)
        return self.rows[key]

    def refer(self, key: int | str) -> None:
        """Keep what a text refers to."""
        record(self.kind, self.numbers[key], self.rendered[key].mentions, public=not self.rows[key].state)

    def change(self, key: int | str, **fields: Any) -> None:
        """Let a text be otherwise."""
        self.rows[key] = replace(self.rows[key], **fields)

    def painted(self, key: int | str, viewer: Viewer) -> Painted:
        """One text as this viewer sees it."""
        return paint([self.text(key)], viewer)[0]

    def text(self, key: int | str) -> Text:
        """One text as a screen hands it over."""
        thing = self.rows[key]
        return Text(thing.html, thing.kind, thing.key, thing.url, thing.parts)

    def linkable(self) -> Linkable:
        """What links know of this shelf."""
        return Linkable(self.kind, self._found, self._named, self._parts)

    def _seen(self, keys: Collection[Any], viewer: Viewer, how: str) -> dict[Any, Thing]:
        assert keys, "asked of nothing"
        self.asked.append((how, set(keys)))
        seen = (self.rows[key] for key in keys if key in self.rows)
        return {thing.key: thing for thing in seen if not thing.state or viewer.is_authenticated}

    def _found(self, keys: Collection[Any], viewer: Viewer, *, whole: bool) -> dict[Any, Thing]:
        seen = self._seen(keys, viewer, "whole" if whole else "head")
        return seen if whole else {key: replace(thing, html="") for key, thing in seen.items()}

    def _named(self, keys: Collection[Any], viewer: Viewer, *, whole: bool) -> dict[Any, Thing]:
        by_number = {number: key for key, number in self.numbers.items()}
        seen = self._seen([by_number[number] for number in keys if number in by_number], viewer, "named")
        return {self.numbers[key]: thing for key, thing in seen.items()}

    def _parts(self, keys: Collection[int]) -> Mapping[int, Collection[str]]:
        return {
            number: {folded(part.title) if part.level else f"^{part.anchor.removeprefix('b-')}" for part in thing.parts}
            for number, thing in ((number, self.rows[number]) for number in keys if number in self.rows)
        }
