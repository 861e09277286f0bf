from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wiki.markup.cleaning import clean
from wiki.markup.errors import MarkupError
from wiki.markup.footnotes import section
from wiki.markup.headings import anchors
from wiki.markup.lost import restore
from wiki.markup.mentions import Mention, mentions
from wiki.markup.naming import name_blocks
from wiki.markup.notes import Notes
from wiki.markup.parsing import parse
from wiki.markup.parts import Part, parts
from wiki.markup.plain import plain
from wiki.markup.prices import escaped
from wiki.markup.refining import refine
from wiki.markup.sheet import Sheet
from wiki.markup.taming import tame
from wiki.markup.writers import WRITERS

if TYPE_CHECKING:
    from wiki.markup.nodes import Node

#: Raised whenever the HTML of any text changes, so that `manage.py rerender` knows what is old.
RENDERER: int = 3


class Rendered(NamedTuple):
    """Safe HTML with places for what is filled in when it is shown; its plain text on one line, parts and mentions."""

    html: str
    text: str
    parts: list[Part]
    mentions: list[Mention]


def render(source: str, *, prefix: str, top: int = 3, by_reader: bool = False) -> Rendered:
    """The safe HTML of a Markdown text with every word of it, each id beginning with the prefix; raises MarkupError.

    Its highest headings are of the HTML level `top`. What is written `by_reader` has none, shows nothing but words, and
    speaks for no other site.
    """
    source = escaped(tidy(source))
    text = source.encode()
    root = parse(source)
    restore(root, source)
    refine(root, text)
    if by_reader:
        tame(root)
    name_blocks(root, text)
    headings = anchors(root, top)
    mentioned = mentions(root, text, headings.levels)
    sheet = Sheet(text, prefix, WRITERS, headings, Notes(root), by_reader=by_reader)
    html = clean(_written(sheet, root), prefix)
    titles = {prefix + name: title for name, title in headings.titles.items()}
    return Rendered(html, plain(html), parts(html, titles, f"{prefix}b-"), mentioned)


def _written(sheet: Sheet, root: Node) -> str:
    sheet.children(root)
    section(sheet)
    return "".join(sheet.parts)


def tidy(source: str) -> str:
    """The text with one kind of line end and no character that no database keeps; raises MarkupError."""
    try:
        source.encode()
    except UnicodeEncodeError as error:
        raise MarkupError(
            f"Character {error.start + 1} is half of a pair (a lone surrogate). Delete it and type it again."
        ) from error
    return source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
