"""A text, or a part of another that it embeds, while its links are painted and its embeds put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from wiki.links.asking import Readings
from wiki.links.linkable import Thing
from wiki.links.tags import plain
from wiki.links.wanted import wanted
from wiki.markup.parts import Part
from wiki.markup.placeholders import EMBED, LINK

#: How deep texts may stand in each other, and how many, of what size together, in one.
DEEPEST, MOST, LARGEST = 3, 50, 512 * 1024
LINKED = re.compile(LINK.pattern + "(?P<words>.*?)</a>", re.DOTALL)

TOO_DEEP = f"at most {DEEPEST} texts can stand in each other"
TOO_MANY = f"at most {MOST} texts can stand in one"
TOO_LARGE = f"what stands in one text can be {LARGEST // 1024} KB long"
INSIDE_ITSELF = "it would stand inside itself"


@dataclass
class Room:
    """What one text has room for, and how many have been put in it."""

    #: Before the ids of all that it embeds.
    prefix: str
    embeds: int = MOST
    bytes: int = LARGEST
    #: How much more stored HTML is painted at all, of which the painted is to be kept in the bytes.
    stored: int = LARGEST
    put: int = 0

    def begins(self, html: str) -> bool:
        """Whether this stored HTML is worth painting; if so, that much less is afterwards."""
        if len(html) > self.stored:
            return False
        self.stored -= len(html)
        return True

    def takes(self, html: str) -> bool:
        """Whether there is room for this; if so it is used up."""
        size = len(html.encode())
        if size > self.bytes:
            return False
        self.bytes -= size
        return True

    def next_prefix(self) -> str:
        """What the ids of one more embed begin with."""
        self.put += 1
        return f"{self.prefix}e{self.put}-"


class Hole(NamedTuple):
    """A place where something is embedded: what, with which label, and why it is not shown, if so."""

    start: int
    end: int
    readings: Readings
    label: str
    reason: str


class Step(NamedTuple):
    """A part of a thing on the way from a text to what stands in it."""

    kind: str
    key: int | str
    anchor: str


@dataclass
class Piece:
    """HTML with its links and holes, whose it is, and where it stands."""

    html: str
    own: Thing
    path: Sequence[Step]
    room: Room
    #: The level of the heading that it stands under.
    level: int
    prefix: str = ""
    #: Its ids as they were, if it is no text of its own.
    ids: frozenset[str] | None = None
    #: Before and after it, and in its place where there is no room.
    frame: tuple[str, str] = ("", "")
    instead: str = ""
    holes: list[Hole] = field(default_factory=list)
    painted: list[str | Piece] = field(default_factory=list)

    def local(self, part: Part) -> str:
        """The address of a part of the text that this is or is taken from."""
        if self.ids is None or part.anchor in self.ids:
            return f"#{self.prefix}{part.anchor}"
        return ""

    def wants(self) -> tuple[list[Readings], list[Readings]]:
        """What its links want, and what it embeds as far as there is room."""
        heads = []
        if ' data-to="' in self.html:
            heads = [wanted(plain(found["target"])) for found in LINK.finditer(self.html)]
        self.holes = list(self._holes()) if ' data-embed="' in self.html else []
        wholes = [hole.readings for hole in self.holes if not hole.reason]
        return [*heads, *(hole.readings for hole in self.holes if hole.reason)], wholes

    def joined(self) -> str:
        """All of it as one."""
        inside = "".join(one if isinstance(one, str) else one.joined() for one in self.painted)
        return f"{self.frame[0]}{inside}{self.frame[1]}"

    def _holes(self) -> Iterator[Hole]:
        for found in EMBED.finditer(self.html):
            readings = wanted(plain(found["target"]))
            yield Hole(*found.span(), readings, plain(found["label"]), self._reason(readings))

    def _reason(self, readings: Readings) -> str:
        if readings[0].kind == "picture":
            return ""
        if len(self.path) > DEEPEST:
            return TOO_DEEP
        if not self.room.embeds:
            return TOO_MANY
        self.room.embeds -= 1
        return ""
