"""Finds the words that Markdown swallows, so that what someone wrote is shown or refused but never silently gone.

A link definition that nothing uses (`[TODO]: fix`), a second definition of a label and the cells beyond a table's last
column make no event. So what no event covers is looked at: markup is passed over, words are put back as text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wiki.markup.nodes import WORDED, Node
from wiki.markup.parsing import definitions

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Nodes all of whose bytes are shown, or make an address, a title or a mark.
_WHOLE = WORDED | {"Link", "Image", "FootnoteReference", "TaskListMarker", "HardBreak", "Rule"}
_OPENINGS = {
    "Item": re.compile(rb"\s*(?:[-+*]|\d{1,9}[.)])"),
    "FootnoteDefinition": re.compile(rb"\s*\[\^(?:[^\]\\]|\\.)*\]:", re.DOTALL),
    "CodeBlock": re.compile(rb"[^\n]*"),
}
_MARKUP = re.compile(r"[\s!-/:-@\[-`{-~]*")
_CELL_MARKS = b"| \t\n"

Span = tuple[int, int]


def restore(root: Node, source: str) -> None:
    """Puts each lost run of words back into the tree, after the block in which it stood."""
    text = source.encode()
    survey = _Survey(text)
    survey.visit(root)
    shown = sorted([*survey.shown, *survey.tails, *_used_definitions(survey.labels, source)])
    lost = [*_words_between(shown, text), *_words_in_tails(survey.tails, text)]
    # The sort is stable: words that begin where a block does come after it.
    pieces = [Node("Unplaced", words, start, start) for start, words in lost]
    root.children = sorted([*root.children, *pieces], key=lambda node: node.start)


class _Survey:
    """Which bytes are shown, which are left over in rows of tables, and which labels are used."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.shown: list[Span] = []
        self.tails: list[Span] = []
        self.labels: set[str] = set()

    def visit(self, node: Node) -> None:
        """Notes what the node shows, and all under it."""
        if node.kind in _WHOLE:
            self.shown.append((node.start, node.end))
        elif node.kind in _OPENINGS:
            opening = _OPENINGS[node.kind].match(self.text, node.start)
            self.shown += [opening.span()] if opening else []
        elif node.kind == "TableRow":
            self._tail(node)
        if node.kind in ("Link", "Image"):
            self.labels.add(_key(node.value["id"]))
        # The words of a picture are shown as they were typed, so what is in them uses no definition.
        if node.kind != "Image":
            for child in node.children:
                self.visit(child)

    def _tail(self, row: Node) -> None:
        last = row.children[-1].end if row.children else row.start
        self.tails += [(last, row.end)] if self.text[last : row.end].strip(_CELL_MARKS) else []


def _used_definitions(labels: set[str], source: str) -> Iterator[Span]:
    for label, definition in definitions(source).items():
        if _key(label) in labels:
            yield definition["span"]["start"], definition["span"]["end"]


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()


def _words_between(shown: list[Span], text: bytes) -> Iterator[tuple[int, str]]:
    done = 0
    for start, end in [*shown, (len(text), len(text))]:
        if start > done and text[done:start].strip():
            lines = [line for line in text[done:start].decode().split("\n") if not _MARKUP.fullmatch(line)]
            if lines:
                yield done, "\n".join(line.strip(" \t|>") for line in lines)
        done = max(done, end)


def _words_in_tails(tails: list[Span], text: bytes) -> Iterator[tuple[int, str]]:
    return ((start, text[start:end].strip(_CELL_MARKS).decode()) for start, end in tails)
