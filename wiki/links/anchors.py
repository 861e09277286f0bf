"""Which section or block of a text a link names."""

from __future__ import annotations

from collections.abc import Sequence

from wiki.markup.headings import folded
from wiki.markup.parts import Part


def part_of(parts: Sequence[Part], named: str) -> Part | None:
    """The part that is named `^id`, or by its heading; of two like ones that below the headings named before it."""
    *above, last = (name.strip() for name in named.split("#"))
    if last.startswith("^"):
        return _block(parts, last[1:])
    found = [part for part in parts if part.level and folded(part.title) == folded(last)]
    return next((part for part in found if _is_below(part, parts, above)), found[0] if found else None)


def at(url: str, part: Part | None) -> str:
    """The address of a text, at this part of it."""
    return f"{url.partition('#')[0]}#{part.anchor}" if part else url


def _block(parts: Sequence[Part], name: str) -> Part | None:
    # A text's own prefix comes before the b, so the shortest that ends so is the one that has no more in its id.
    found = [part for part in parts if not part.level and f"-{part.anchor}".endswith(f"-b-{name}")]
    return min(found, key=lambda part: len(part.anchor), default=None)


def _is_below(part: Part, parts: Sequence[Part], above: Sequence[str]) -> bool:
    names = {folded(other.title) for other in parts if other.level and other.start < part.start < other.end}
    return all(folded(name) in names for name in above if name)
