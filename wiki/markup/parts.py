from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wiki.markup.footnotes import SECTION

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Cleaned HTML closes every one of these, and no attribute in it holds a `<` or `>`.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>blockquote|d[dlt]|details|div|figure|h[2-6]|li|ol|p|pre|section|table|ul)\b"
    r"(?P<attributes>[^>]*)>"
)
_ID = re.compile(r' id="([^"]*)"')


class Part(NamedTuple):
    """A section or block that can be shown alone: `html[start:end]` is balanced.

    A section is a heading at the top level with what follows, up to the next of the same or a higher rank; its level
    is the heading's in HTML. A block is one whose writer gave it an id; it has no title and level 0.
    """

    anchor: str
    title: str
    level: int
    start: int
    end: int


def parts(html: str, titles: Mapping[str, str], block: str) -> list[Part]:
    """The parts of cleaned HTML in order: headings have these titles by their ids, and ids of blocks begin so."""
    survey = _Survey(titles, block)
    for tag in _TAG.finditer(html):
        survey.pass_over(tag)
    ends = _ends(survey.headings, len(html) if survey.notes is None else survey.notes)
    sections = [heading._replace(end=end) for heading, end in zip(survey.headings, ends, strict=True)]
    return sorted([*sections, *survey.blocks], key=lambda part: part.start)


class _Survey:
    """What stands where in HTML that is read from start to end."""

    def __init__(self, titles: Mapping[str, str], block: str) -> None:
        self.headings: list[Part] = []
        self.blocks: list[Part] = []
        self.notes: int | None = None
        self._titles, self._block = titles, block
        self._open: list[tuple[str, int]] = []

    def pass_over(self, tag: re.Match[str]) -> None:
        """Takes the next tag into account."""
        if tag["close"]:
            anchor, start = self._open.pop()
            if anchor.startswith(self._block):
                self.blocks.append(Part(anchor, "", 0, start, tag.end()))
            return
        found = _ID.search(tag["attributes"])
        anchor = found[1] if found else ""
        if not self._open and anchor in self._titles:
            level = int(tag["name"][1])
            self.headings.append(Part(anchor, self._titles[anchor], level, tag.start(), tag.start()))
        elif not self._open and tag[0] == SECTION:
            self.notes = tag.start()
        self._open.append((anchor, tag.start()))


def _ends(headings: list[Part], last: int) -> list[int]:
    ends = [last] * len(headings)
    above: list[int] = []
    for number, heading in enumerate(headings):
        while above and headings[above[-1]].level >= heading.level:
            ends[above.pop()] = heading.start
        above.append(number)
    return ends
