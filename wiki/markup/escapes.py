"""Which marks of ours a writer escaped; the parser leaves no trace of a backslash in the words that it gives."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wiki.markup.nodes import Node


def escapes(node: Node, text: bytes, mark: str) -> list[bool]:
    """For each place of a mark of two signs in the words of a node whether a backslash stands before one of them.

    Nothing at all if some of the marks were typed by the codes of their signs.
    """
    # The backslash of an escaped first sign stands before the node.
    start = node.start - text.startswith(b"\\", max(node.start - 1, 0), node.start)
    found = [bool(len(before) % 2 or inside) for before, inside in _typed(mark).findall(text, start, node.end)]
    return found if len(found) == node.value.count(mark) else []


@lru_cache
def _typed(mark: str) -> re.Pattern[bytes]:
    first, second = (re.escape(sign).encode() for sign in mark)
    return re.compile(rb"(\\*+)" + first + rb"(\\?)" + second)
