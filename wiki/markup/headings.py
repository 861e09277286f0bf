from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from wiki.markup.nodes import Node, walk, words

if TYPE_CHECKING:
    from collections.abc import Iterator

LOWEST = 6
LONGEST = 80
_SPACE = re.compile(r"\s+")
_NEITHER = re.compile(r"[^\w-]+")
_HOLDER_NAMES = "BlockQuote Callout List Item DefinitionList DefinitionListDefinition FootnoteDefinition"
_HOLDERS = frozenset(_HOLDER_NAMES.split())


class Anchors(NamedTuple):
    """The anchors of a text's headings, without its prefix, and their HTML levels, by the byte each begins at.

    And the words of each heading, by its anchor.
    """

    by_start: dict[int, str]
    levels: dict[int, int]
    titles: dict[str, str]

    def named(self, fragment: str) -> str | None:
        """The anchor that a writer means by `#fragment`, if a heading has it."""
        name = f"h-{unquote(fragment)}"
        return name if name in self.titles else None


def anchors(root: Node, top: int) -> Anchors:
    """An anchor for every heading, no two alike; the highest are of this HTML level."""
    found = [node for node in walk(root) if node.kind == "Heading"]
    titles = [" ".join(words(node).split()) for node in found]
    names = [*_distinct(f"h-{slug(title)}" for title in titles)]
    levels: dict[int, int] = {}
    _set_levels(levels, root, top, [])
    by_start = {node.start: name for node, name in zip(found, names, strict=True)}
    return Anchors(by_start, levels, dict(zip(names, titles, strict=True)))


@lru_cache(maxsize=1024)
def slug(title: str) -> str:
    """A title as part of an address: its letters with their marks, digits and `_` in lower case, `-` between words."""
    lowered = unicodedata.normalize("NFC", title[: LONGEST * 2]).lower()
    hyphened = _SPACE.sub("-", lowered.strip())
    return _NEITHER.sub(_marks, hyphened)[:LONGEST] or "section"


@lru_cache(maxsize=1024)
def folded(title: str) -> str:
    """A title without its case, punctuation and white space: two that agree in this name the same heading."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFD", title).casefold())
    return "".join(sign for sign in unicodedata.normalize("NFC", decomposed) if not _is_between(sign))


def _set_levels(levels: dict[int, int], holder: Node, top: int, above: list[int]) -> None:
    # A level is how many headings a heading stands under, whatever its number of #: so none is ever skipped.
    for node in holder.children:
        if node.kind == "Heading":
            written = int(node.value["level"][1])
            while above and above[-1] >= written:
                above.pop()
            levels[node.start] = min(top + len(above), LOWEST)
            above.append(written)
        elif node.kind in _HOLDERS:
            # What is quoted or listed has no part in the outline of what follows it.
            _set_levels(levels, node, top, [*above])


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


def _marks(found: re.Match[str]) -> str:
    """Of signs that are no letters the marks that belong to the letter before them."""
    before = found.string[: found.start()][-1:]
    return "".join(takewhile(_is_mark, found[0])) if before.isalnum() else ""


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


def _is_between(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign).startswith("P")
