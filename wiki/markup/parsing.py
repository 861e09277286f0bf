from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyromark
from pyromark import Options
from pyromark.event import Event, LinkDef, Range

from wiki.markup.errors import MarkupError
from wiki.markup.nodes import Node

OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_DEFINITION_LIST
    | Options.ENABLE_MATH
    | Options.ENABLE_WIKILINKS
)
#: What follows (the sanitiser, a browser's parser) is quadratic in depth.
DEEPEST = 100
#: About a second's work; half a megabyte of ordinary writing has a fifth of it.
MOST_EVENTS = 250_000

_WORDS = frozenset({"Text", "SoftBreak"})

Events = Iterator[tuple[Event, Range]]
#: The kind of an event, what the parser says of it, and its bytes in the source.
Piece = tuple[str, Any, int, int]


def events(source: str) -> Events:
    """What the parser finds, each with its bytes in the source."""
    return pyromark.events_with_range(source, options=OPTIONS, merge_text=True)


def definitions(source: str) -> dict[str, LinkDef]:
    """The link reference definitions that the parser took out of the text, by label."""
    return pyromark.reference_definitions(source, options=OPTIONS)


def parse(source: str) -> Node:
    """The tree of a text, bounded in depth and size; raises MarkupError."""
    found = _joined(events(source))
    top: list[Node] = []
    branch = [top]
    for number, (kind, value, start, end) in enumerate(found):
        if kind == "Start":
            inside: list[Node] = []
            branch[-1].append(Node(*_named(value), start, end, inside))
            branch.append(inside)
        elif kind == "End":
            branch.pop()
        else:
            branch[-1].append(Node(kind, value, start, end))
        if len(branch) > DEEPEST + 1 or number == MOST_EVENTS:
            raise _refusal(len(branch) - 1, found)
    return Node("Document", None, 0, len(source), top)


def _joined(found: Events) -> Iterator[Piece]:
    """The same events with all words and line ends that stand together made one."""
    words, start, end = "", 0, 0
    for event, place in found:
        kind, value = _named(event)
        if kind in _WORDS:
            start = start if words else place["start"]
            end = place["end"]
            words += value or ("\n" if kind == "SoftBreak" else "")
            continue
        if words:
            yield "Text", words, start, end
            words = ""
        yield kind, value, place["start"], place["end"]


def _named(part: Any) -> tuple[str, Any]:
    if isinstance(part, str):
        return part, None
    ((kind, value),) = part.items()
    return kind, value


def _refusal(depth: int, rest: Iterator[Piece]) -> MarkupError:
    deepest = depth
    for kind, *_ in rest:
        depth += (kind == "Start") - (kind == "End")
        deepest = max(deepest, depth)
    if deepest > DEEPEST:
        return MarkupError(
            f"This is nested {deepest} levels deep; at most {DEEPEST} can be shown. Take some levels out."
        )
    return MarkupError(
        f"This text has over {MOST_EVENTS:,} parts (marks, cells, words between them), more than can be shown as one. "
        "Divide it."
    )
