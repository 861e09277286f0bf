from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from wiki.markup.inline import linked

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet


def heading(sheet: Sheet, node: Node) -> None:
    """A heading below those of the page, with its anchor."""
    tag = f"h{sheet.anchors.levels[node.start]}"
    anchor = escape(sheet.prefix + sheet.anchors.by_start[node.start])
    sheet.write(f'<{tag} id="{anchor}">')
    sheet.children(node)
    sheet.write(f"</{tag}>\n")


def html_block(sheet: Sheet, node: Node) -> None:
    """What the parser takes for HTML, as a paragraph of text with its lines kept."""
    lines = "".join(child.value for child in node.children).rstrip("\n").split("\n")
    sheet.write("<p>")
    _lines(sheet, lines)
    sheet.write("</p>\n")


def unplaced(sheet: Sheet, node: Node) -> None:
    """Words that the parser would have dropped."""
    sheet.write('<p class="unplaced">')
    _lines(sheet, node.value.split("\n"))
    sheet.write("</p>\n")


def _lines(sheet: Sheet, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        sheet.write("<br>\n" if number else "")
        linked(sheet, line)
