from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet

_CLASSES = {
    "None": "",
    "Left": ' class="align-left"',
    "Center": ' class="align-centre"',
    "Right": ' class="align-right"',
}


def table(sheet: Sheet, node: Node) -> None:
    """A table in a frame that scrolls sideways, by key too."""
    head, *rows = node.children
    sheet.write(f'<div class="table"{sheet.named(node)} tabindex="0" role="group" aria-label="Table"><table>\n<thead>')
    _row(sheet, head, node.value, "th")
    sheet.write("</thead>\n<tbody>\n" if rows else "</thead>\n")
    for row in rows:
        _row(sheet, row, node.value, "td")
    sheet.write("</tbody></table></div>\n" if rows else "</table></div>\n")


def _row(sheet: Sheet, row: Node, alignments: tuple[str, ...], tag: str) -> None:
    scope = ' scope="col"' if tag == "th" else ""
    sheet.write("<tr>")
    for cell, alignment in zip(row.children, alignments, strict=False):
        sheet.write(f"<{tag}{scope}{_CLASSES[alignment]}>")
        sheet.children(cell)
        sheet.write(f"</{tag}>")
    sheet.write("</tr>\n")
