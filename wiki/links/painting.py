"""Decides at the moment of reading, for this viewer, where links lead and what is embedded and cited."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from wiki.links.anchors import part_of
from wiki.links.asking import Asked, Readings
from wiki.links.citing import cited
from wiki.links.embedding import put
from wiki.links.linkable import Thing
from wiki.links.pieces import LINKED, Piece, Room, Step
from wiki.links.settling import last_level
from wiki.links.tags import link, missing, picture, picture_link, plain
from wiki.links.wanted import wanted
from wiki.markup.parts import Part

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


class Text(NamedTuple):
    """A stored text with the parts of its HTML, and whose it is; paint all texts of one screen together."""

    html: str
    kind: str
    key: int | str
    url: str
    parts: Sequence[Part] = ()


class Painted(NamedTuple):
    """The HTML for one viewer, the bibliography of what it cites, and the keys in it that nothing has."""

    html: str
    references: list[Any]
    unknown: list[str]


def paint(texts: Sequence[Text], viewer: Viewer) -> list[Painted]:
    """The texts for this viewer; some queries for each depth of embeds, and none where there is nothing to paint."""
    asked = Asked(viewer)
    hosts = [_host(text) for text in texts]
    waiting = hosts
    while waiting:
        wants = [piece.wants() for piece in waiting]
        asked.find((one for heads, _ in wants for one in heads), (one for _, wholes in wants for one in wholes))
        for piece in waiting:
            _paint(piece, asked)
        waiting = [inner for piece in waiting for inner in piece.painted if isinstance(inner, Piece)]
    found = cited([(host.joined(), host.room.prefix) for host in hosts], viewer)
    return [Painted(html, [*one.references], [*one.unknown]) for html, one in found]


def _host(text: Text) -> Piece:
    # A page's title is its h1; around all other texts there are headings of the page that they stand on.
    levels = [part.level for part in text.parts if part.level]
    level = min(levels, default=2 if text.kind == "page" else 3) - 1
    own = Thing(text.kind, text.key, "this text", text.url, html=text.html, parts=text.parts)
    prefix = "" if text.kind == "page" else f"{text.kind}-{text.key}-"
    return Piece(text.html, own, [Step(text.kind, text.key, "")], Room(prefix), level)


def _paint(piece: Piece, asked: Asked) -> None:
    """Paint the links of a piece and fill its holes; where there is no room for it, a link stands in its stead."""

    def linked(found: re.Match[str]) -> str:
        return _link(piece, found, asked)

    done, level = 0, piece.level
    for hole in piece.holes:
        before = piece.html[done : hole.start]
        level = last_level(before, level)
        piece.painted += [LINKED.sub(linked, before), put(piece, hole, level, asked)]
        done = hole.end
    piece.painted.append(LINKED.sub(linked, piece.html[done:]))
    if piece.instead and not piece.room.takes("".join(one for one in piece.painted if isinstance(one, str))):
        piece.frame, piece.painted = ("", ""), [piece.instead]


def _link(piece: Piece, found: re.Match[str], asked: Asked) -> str:
    words, readings = found["words"], wanted(plain(found["target"]))
    if readings[0].kind == "page" and not readings[0].key:
        return _own(piece, readings[0].part, words)
    if image := asked.picture(readings):
        label = "" if found["bare"] else plain(words)
        return picture(image, label) if found["inline"] else picture_link(image, words)
    reading, thing = asked.meant(readings)
    if thing is None:
        return _missing(found, readings, words)
    if found["bare"] and thing.kind != "page":
        words = escape(thing.title)
    part = part_of(thing.parts, reading.part) if reading.part else None
    return link(thing, part, words, gone=bool(reading.part and part is None))


def _own(piece: Piece, named: str, words: str) -> str:
    part = part_of(piece.own.parts, named)
    if part and (address := piece.local(part)):
        return f'<a href="{escape(address)}" class="link">{words}</a>'
    return link(piece.own, part, words, gone=part is None)


def _missing(found: re.Match[str], readings: Readings, words: str) -> str:
    if readings[0].kind != "picture":
        return missing(readings[-1], words)
    return missing(readings[0], f"Picture not here: {escape(readings[0].key)}" if found["inline"] else words)
