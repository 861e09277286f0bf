"""Blocks that their writers gave an id: ` ^id` at the end of one, or `^id` alone after it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from wiki.markup.nodes import BLOCKS, Node

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAME = re.compile(r"[A-Za-z0-9-]{1,100}")
_HOLDER_NAMES = "BlockQuote Callout List Item DefinitionList DefinitionListDefinition FootnoteDefinition"
_HOLDERS = frozenset(_HOLDER_NAMES.split())
#: What an id alone after it can name.
_NAMED = frozenset({"BlockQuote", "Callout", "CodeBlock", "DefinitionList", "List", "Paragraph", "Table"})


def name_blocks(root: Node, text: bytes) -> None:
    """Gives each block the id that its writer meant, and takes the marks out; an id given twice stays shown."""
    _Naming(text).visit(root)


class _Naming:
    def __init__(self, text: bytes) -> None:
        self.text = text
        self.taken: set[str] = set()

    def visit(self, holder: Node) -> None:
        """Names what stands in a node."""
        kept: list[Node] = []
        for child in holder.children:
            if child.kind in _HOLDERS:
                self.visit(child)
            elif child.kind == "Table":
                self._table(child)
            elif child.kind == "Paragraph" and self._paragraph(child, holder, kept):
                continue
            kept.append(child)
        holder.children = kept
        if holder.kind == "Item":
            self._item(holder)

    def _paragraph(self, node: Node, holder: Node, before: Sequence[Node]) -> bool:
        """Whether the paragraph was nothing but the id of the block before it."""
        if _is_mark(node.children):
            named = before[-1] if before and before[-1].kind in _NAMED and not before[-1].name else None
            return named is not None and self._take(named, node.children)
        self._take(holder if holder.kind == "Item" and not before else node, node.children)
        return False

    def _item(self, item: Node) -> None:
        """Words of a tight item stand in it without a paragraph, perhaps before a list."""
        line = [*takewhile(lambda child: child.kind not in BLOCKS, item.children)]
        if not item.name and not _is_mark(line):
            self._take(item, line)

    def _table(self, table: Node) -> None:
        """A last line without any bar is a row to the parser."""
        last = table.children[-1]
        line = last.children[0].children if last.kind == "TableRow" and last.children else ()
        has_bars = b"|" in self.text[last.start : last.end]
        if _is_mark(line) and not has_bars and self._take(table, line):
            table.children = table.children[:-1]

    def _take(self, named: Node, line: Sequence[Node]) -> bool:
        last = line[-1] if line else None
        if last is None or last.kind != "Text":
            return False
        before, _, name = last.value.rstrip().rpartition("^")
        is_apart = before[-1:].isspace() or (not before and (len(line) == 1 or line[-2].kind == "HardBreak"))
        if not is_apart or not _NAME.fullmatch(name) or name in self.taken or self._is_escaped(last, name):
            return False
        self.taken.add(name)
        named.name = name
        last.value = before.rstrip()
        return True

    def _is_escaped(self, node: Node, name: str) -> bool:
        place = self.text.rfind(b"^" + name.encode(), max(node.start - 1, 0), node.end)
        return self.text.startswith(b"\\", max(place - 1, 0), place) if place > 0 else place < 0


def _is_mark(line: Sequence[Node]) -> bool:
    said = line[0].value.strip() if len(line) == 1 and line[0].kind == "Text" else ""
    return said[:1] == "^" and _NAME.fullmatch(said[1:]) is not None
