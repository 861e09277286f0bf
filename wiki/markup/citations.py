"""Citations of works by key: `[@lovelace1843, p. 3; @turing1936]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wiki.markup import placeholders
from wiki.markup.escapes import escapes
from wiki.markup.nodes import Node

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wiki.markup.sheet import Sheet

_KEY = r'@([^\s\[\]{},;@"#%\\]{1,100}+)'
_ONE = rf"{_KEY}(?:,[^\[\];@]{{1,200}}+)?+"
#: Bounded, so that the attribute that holds a group is of sane length.
_GROUP = re.compile(rf"\[{_ONE}(?:;\s{{0,20}}+{_ONE}){{0,19}}+\]")
_KEYS = re.compile(rf"[\[;]\s*{_KEY}")
_OPENING = re.compile(r"\[@")


def split(node: Node, text: bytes) -> Iterator[Node]:
    """Words in pieces: each group of citations is a node of its own, unless its writer escaped it."""
    done = 0
    for opening, is_escaped in zip(_OPENING.finditer(node.value), escapes(node, text, "[@"), strict=False):
        group = None if is_escaped else _GROUP.match(node.value, opening.start())
        if group:
            yield Node("Text", node.value[done : group.start()], node.start, node.end)
            yield Node("Citation", group[0], node.start, node.end)
            done = group.end()
    yield Node("Text", node.value[done:], node.start, node.end)


def keys(group: str) -> list[str]:
    """The keys in a group of citations, in order."""
    return _KEYS.findall(group)


def citation(sheet: Sheet, node: Node) -> None:
    """A group of citations as it was written; its names and years are put in when it is shown."""
    sheet.write(placeholders.citation(node.value))
    sheet.text(node.value)
    sheet.write("</span>")
