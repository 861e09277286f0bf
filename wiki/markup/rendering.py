from __future__ import annotations

from typing import NamedTuple

from wiki.markup.cleaning import clean
from wiki.markup.errors import MarkupError
from wiki.markup.footnotes import section
from wiki.markup.headings import anchors
from wiki.markup.lost import restore
from wiki.markup.notes import Notes
from wiki.markup.parsing import parse
from wiki.markup.plain import plain
from wiki.markup.prices import escaped
from wiki.markup.sheet import Sheet
from wiki.markup.writers import WRITERS

#: Raised whenever the HTML of any text changes, so that `manage.py rerender` knows what is old.
RENDERER: int = 1


class Rendered(NamedTuple):
    """Safe HTML, and its plain text on one line."""

    html: str
    text: str


def render(source: str, *, prefix: str) -> Rendered:
    """The safe HTML of a Markdown text with every word of it, each id beginning with the prefix; raises MarkupError."""
    html = clean(_written(escaped(_tidy(source)), prefix), prefix)
    return Rendered(html, plain(html))


def _tidy(source: str) -> str:
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise MarkupError(
            f"Character {error.start + 1} is half of a pair (a lone surrogate). Delete it and type it again."
        ) from error
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _written(source: str, prefix: str) -> str:
    root = parse(source)
    restore(root, source)
    sheet = Sheet(source.encode(), prefix, WRITERS, anchors(root), Notes(root))
    sheet.children(root)
    section(sheet)
    return "".join(sheet.parts)
