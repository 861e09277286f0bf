"""What a note says to its writer alone: comments, which are taken out of its text."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from wiki.markup.parsing import events

#: What begins a comment, and what ends it.
MARKS = {b"%%": b"%%", b"<!--": b"-->"}
OPENING = re.compile(rb"(?P<head>^[ \t>]*)?(?P<mark>%%|<!--)", re.MULTILINE)
VERBATIM = frozenset({"Code", "InlineMath", "DisplayMath"})
#: How often a text is parsed anew because a comment ended inside what had looked like code; beyond, nothing is code,
#: as it is better to hide too much than too little.
MOST_PARSES = 5

Spans = list[tuple[int, int]]


class Piece(NamedTuple):
    """Some of a text: first what everyone may read, then the comment after it, and that comment's words."""

    public: bytes
    comment: bytes = b""
    words: bytes = b""


class Parted:
    """A text in bytes without its comments, and their words; it knows on which line each place of it was."""

    def __init__(self, text: bytes) -> None:
        found = pieces(text)
        self.text = b"".join(piece.public for piece in found)
        self.comments = [piece.words.decode().strip() for piece in found if piece.comment]
        self.ends = list(accumulate(len(piece.public) for piece in found))
        self.lines = [0, *accumulate(piece.comment.count(b"\n") for piece in found)]
        self.breaks = [found.start() for found in re.finditer(b"\n", self.text)]

    def line(self, place: int) -> int:
        """On which line of the whole text this place of what is left stands, counted from 0."""
        return bisect_right(self.breaks, place) + self.lines[bisect_right(self.ends, place)]


def pieces(text: bytes) -> list[Piece]:
    """The text parted at every comment that does not stand in code or a formula.

    One that is never closed is private to the end of the text if it begins a line; else it is no comment.
    """
    found: list[Piece] = []
    code, parses = verbatim(text, 0), 1
    done = place = 0
    endless: set[bytes] = set()
    while opening := OPENING.search(text, place):
        start, words, mark = opening.start("mark"), opening.end(), MARKS[opening["mark"]]
        if inside := around(code, start):
            place = inside[1]
            continue
        end = -1 if mark in endless else text.find(mark, words)
        if end < 0 and opening["head"] is None:
            endless.add(mark)
            place = words
            continue
        place = end + len(mark) if end >= 0 else len(text)
        found.append(Piece(text[done:start], text[start:place], text[words : end if end >= 0 else place]))
        done = place
        if around(code, place - 1):
            code, parses = verbatim(text, place) if parses < MOST_PARSES else [], parses + 1
    return [*found, Piece(text[done:])]


def verbatim(text: bytes, start: int) -> Spans:
    """Where code and formulas stand in the text from there on."""
    spans = []
    for event, place in events(text[start:].decode()):
        if isinstance(event, str):
            continue
        ((kind, value),) = event.items()
        if kind in VERBATIM or (kind == "Start" and isinstance(value, dict) and "CodeBlock" in value):
            spans.append((start + place["start"], start + place["end"]))
    return spans


def around(spans: Spans, place: int) -> tuple[int, int] | None:
    """The span in which this place lies."""
    at = bisect_right(spans, place, key=lambda span: span[0])
    return spans[at - 1] if at and place < spans[at - 1][1] else None
