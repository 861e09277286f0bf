from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from wiki.markup.colouring import Palette
from wiki.markup.errors import MarkupError
from wiki.markup.nodes import Node

if TYPE_CHECKING:
    from wiki.markup.headings import Anchors
    from wiki.markup.notes import Notes

#: 64 KB of references to one long address would be 179 MB of HTML.
GROWTH = 10
ALLOWANCE = 64 * 1024
#: The sanitiser is quadratic in the length of one run of text, so a longer run is parted by an empty element.
LONGEST_RUN = 16 * 1024


@dataclass(slots=True)
class Sheet:
    """The HTML being written for one text, and what its writers must know of each other."""

    source: bytes
    prefix: str
    writers: Mapping[str, Writer]
    anchors: Anchors
    notes: Notes
    #: Not by somebody for whose words the site stands.
    by_reader: bool = False
    palette: Palette = field(default_factory=Palette)
    parts: list[str] = field(default_factory=list)
    in_link: bool = False
    room: int = field(init=False)
    run: int = 0

    def __post_init__(self) -> None:
        self.room = GROWTH * len(self.source) + ALLOWANCE

    def write(self, html: str) -> None:
        """Adds finished HTML; raises MarkupError once the whole is out of proportion to the source."""
        self.room -= len(html) if html.isascii() else len(html.encode())
        if self.room < 0:
            raise MarkupError(
                "This text becomes more than ten times as long when it is shown. "
                "Repeat fewer references, footnotes or empty table cells."
            )
        if "<" in html:
            self.run = 0
        self.parts.append(html)

    def text(self, words: str) -> None:
        """Adds words as they are."""
        while self.run + len(words) > LONGEST_RUN:
            cut = LONGEST_RUN - self.run
            self.write(f"{escape(words[:cut], quote=False)}<wbr>")
            words = words[cut:]
        self.run += len(words)
        self.write(escape(words, quote=False))

    def named(self, node: Node) -> str:
        """The attribute with the id that a block's writer gave it, if any."""
        return f' id="{escape(self.prefix)}b-{node.name}"' if node.name else ""

    def reserve(self) -> int:
        """A place to be filled later."""
        self.parts.append("")
        return len(self.parts) - 1

    def fill(self, place: int, html: str) -> None:
        """Writes finished HTML at a reserved place."""
        self.write(html)
        self.parts[place] = self.parts.pop()

    def node(self, node: Node) -> None:
        """Adds one node by its kind's writer."""
        self.writers[node.kind](self, node)

    def children(self, node: Node) -> None:
        """Adds all that a node holds."""
        for child in node.children:
            self.writers[child.kind](self, child)


Writer = Callable[[Sheet, Node], None]
