from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from wiki.markup.nodes import Node, walk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The page around a text has an h1 and h2s of its own.
HIGHEST, LOWEST = 3, 6
LONGEST = 80
_NEITHER = re.compile(r"[\W_]")


class Anchors(NamedTuple):
    """The anchors of a text's headings, without its prefix, and their HTML levels, by the byte each begins at."""

    by_start: dict[int, str]
    levels: dict[int, int]
    names: frozenset[str]

    def named(self, fragment: str) -> str | None:
        """The anchor that a writer means by `#fragment`, if a heading has it."""
        name = f"h-{unquote(fragment)}"
        return name if name in self.names else None


def anchors(root: Node) -> Anchors:
    """An anchor for every heading, no two alike."""
    found = [node for node in walk(root) if node.kind == "Heading"]
    names = _distinct(f"h-{slug(words(node))}" for node in found)
    by_start = {node.start: name for node, name in zip(found, names, strict=True)}
    return Anchors(by_start, _levels(found), frozenset(by_start.values()))


@lru_cache(maxsize=1024)
def slug(title: str) -> str:
    """A title as part of an address: its letters, marks and digits in lower case, hyphens between."""
    folded = unicodedata.normalize("NFKC", title[: LONGEST * 2]).lower()
    spaced = _NEITHER.sub(_mark_or_space, folded)
    return "-".join(spaced.split())[:LONGEST].rstrip("-") or "section"


def _levels(found: list[Node]) -> dict[int, int]:
    # A level is how many headings a heading stands under, whatever its number of #: so none is ever skipped.
    levels: dict[int, int] = {}
    above: list[int] = []
    for node in found:
        written = int(node.value["level"][1])
        while above and above[-1] >= written:
            above.pop()
        levels[node.start] = min(HIGHEST + len(above), LOWEST)
        above.append(written)
    return levels


def _distinct(names: Iterator[str]) -> Iterator[str]:
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for name in names:
        candidate = name
        while candidate in taken:
            counts[name] = counts.get(name, 1) + 1
            candidate = f"{name}-{counts[name]}"
        taken.add(candidate)
        yield candidate


def _mark_or_space(found: re.Match[str]) -> str:
    return found[0] if unicodedata.category(found[0]).startswith("M") else " "
