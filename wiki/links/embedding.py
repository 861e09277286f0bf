"""Puts a text, or a part of one, into another for one viewer, with where it is from; within bounds, never in itself."""

from __future__ import annotations

from wiki.links.anchors import part_of
from wiki.links.asking import Asked, Meant
from wiki.links.pieces import INSIDE_ITSELF, TOO_LARGE, Hole, Piece, Step
from wiki.links.settling import below, excerpt, ids, settled
from wiki.links.tags import NOT_AVAILABLE, embed, framed, no_picture, unshown


def put(piece: Piece, hole: Hole, level: int, asked: Asked) -> str | Piece:
    """What fills a hole under a heading of this level: a piece still to be painted, or what is shown for it."""
    if image := asked.picture(hole.readings):
        return framed(image, hole.label)
    reading, thing = _meant(piece, hole, asked)
    if thing is None:
        picture = hole.readings[0].kind == "picture"
        return no_picture(hole.readings[0].key) if picture else NOT_AVAILABLE
    part = part_of(thing.parts, reading.part) if reading.part else None
    if reading.part and part is None:
        return unshown(thing, None, "that section is gone")
    step = Step(thing.kind, thing.key, part.anchor if part else "")
    reason = hole.reason or (INSIDE_ITSELF if step in piece.path else "")
    if reason:
        return unshown(thing, part, reason)
    html = excerpt(thing, part)
    if not piece.room.begins(html):
        return unshown(thing, part, TOO_LARGE)
    own, prefix = ids(html), piece.room.next_prefix()
    there = below(settled(html, prefix, own, thing.url), level)
    frame, instead = embed(thing, part), unshown(thing, part, TOO_LARGE)
    return Piece(there, thing, [*piece.path, step], piece.room, level, prefix, own, frame, instead)


def _meant(piece: Piece, hole: Hole, asked: Asked) -> Meant:
    first = hole.readings[0]
    own = first.kind == "page" and not first.key
    return Meant(first, piece.own) if own else asked.meant(hole.readings)
