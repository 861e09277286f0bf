"""Footnotes, whose ids have a form that does not change, so that a part can be shown with its own notes alone.

With the text's prefix before each: note 2 is `fn-2`, an item of the list in the `<section class="footnotes">` that ends
the HTML; its first reference is the anchor `fnref-2-1`, the next one `fnref-2-2`. A reference's `href` is `#fn-2`.
Notes count from 1 in the order in which they are first referred to.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from wiki.markup.attributes import attribute

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet

#: The section with the notes in cleaned HTML, where there are any.
SECTION = '<section class="footnotes">'


def reference(sheet: Sheet, node: Node) -> None:
    """A number in the text that leads to its note; what the writer called it is its title."""
    found = None if sheet.in_link else sheet.notes.refer(node.value)
    if found is None:
        sheet.text(f"[^{node.value}]")
        return
    number, count = found
    title = "" if node.value == str(number) else attribute("title", node.value)
    sheet.write(
        f'<sup class="footnote-reference"><a id="{_id(sheet, "fnref", number, count)}"'
        f' href="#{_id(sheet, "fn", number)}"{title}>[{number}]</a></sup>'
    )


def definition(sheet: Sheet, node: Node) -> None:
    """Nothing where it was written: every note is shown at the end."""


def section(sheet: Sheet) -> None:
    """All notes in order, each with a way back to every place that refers to it."""
    if not sheet.notes.definitions:
        return
    sheet.write(f"{SECTION}\n<ol>\n")
    places = [(number, _note(sheet, number, node)) for number, node in sheet.notes.queue()]
    for number, place in places:
        _ways_back(sheet, number, place)
    sheet.write("</ol>\n</section>\n")


def _note(sheet: Sheet, number: int, node: Node) -> int:
    sheet.write(f'<li id="{_id(sheet, "fn", number)}">')
    if not sheet.notes.references[number]:
        sheet.write(f'<span class="footnote-label">[^{escape(node.value)}]</span> ')
    sheet.children(node)
    place = sheet.reserve()
    sheet.write("</li>\n")
    return place


def _ways_back(sheet: Sheet, number: int, place: int) -> None:
    total = sheet.notes.references[number]
    sheet.fill(place, "".join(_way_back(sheet, number, count, total) for count in range(1, total + 1)))


def _way_back(sheet: Sheet, number: int, count: int, total: int) -> str:
    which = f" {count}" if total > 1 else ""
    return (
        f' <a class="footnote-back" href="#{_id(sheet, "fnref", number, count)}"'
        f' aria-label="Back to reference{which} of footnote {number}">↩{which.strip()}</a>'
    )


def _id(sheet: Sheet, *parts: str | int) -> str:
    return escape(sheet.prefix + "-".join(map(str, parts)))
