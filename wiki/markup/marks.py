"""Marked words: `==like these==`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wiki.markup.escapes import escapes
from wiki.markup.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIGN = "=="
_SIGNS = re.compile(SIGN)
#: What stands right before and after a sign; a comparison such as `a==b` marks nothing.
_OPENS = re.compile(r"(?<![=A-Za-z0-9])==(?![=\s])")
_CLOSES = re.compile(r"(?<![=\s])==(?![=A-Za-z0-9])")


def are_in(nodes: Sequence[Node]) -> bool:
    """Whether some of these may be marked."""
    return any(node.kind == "Text" and SIGN in node.value for node in nodes)


def marked(nodes: Sequence[Node], text: bytes) -> list[Node]:
    """The same nodes with those between two signs under a mark of their own."""
    done: list[Node] = []
    opened: int | None = None
    for piece, opens, closes in _pieces(nodes, text):
        if closes and opened is not None and opened + 1 < len(done):
            inside = done[opened + 1 :]
            done[opened:] = [Node("Mark", None, done[opened].start, piece.end, inside)]
            opened = None
            continue
        if opens and opened is None:
            opened = len(done)
        done.append(piece)
    return done


def _pieces(nodes: Sequence[Node], text: bytes) -> Iterator[tuple[Node, bool, bool]]:
    """The nodes with the words cut at each sign; each with whether it can open or close a mark."""
    for node in nodes:
        if node.kind != "Text" or SIGN not in node.value:
            yield node, False, False
            continue
        done, words = 0, node.value
        for sign, is_escaped in zip(_SIGNS.finditer(words), escapes(node, text, SIGN), strict=False):
            start = sign.start()
            opens, closes = _OPENS.match(words, start), _CLOSES.match(words, start)
            if not is_escaped and (opens or closes):
                if start > done:
                    yield _words(node, words[done:start]), False, False
                yield _words(node, SIGN), opens is not None, closes is not None
                done = sign.end()
        if done < len(words):
            yield _words(node, words[done:]), False, False


def _words(node: Node, words: str) -> Node:
    return Node("Text", words, node.start, node.end)
