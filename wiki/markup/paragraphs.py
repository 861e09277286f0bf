from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.markup.images import figure, has_caption
from wiki.markup.wikilinks import embed_alone

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet


def paragraph(sheet: Sheet, node: Node) -> None:
    """A paragraph, or what stands in its place: an embed or a picture with a caption that is alone in it."""
    said = [child for child in node.children if child.kind != "Text" or child.value.strip()]
    alone = said[0] if len(said) == 1 else None
    if alone is not None and alone.kind == "Embed":
        _embed(sheet, node, alone)
    elif alone is not None and has_caption(sheet, alone):
        figure(sheet, alone, sheet.named(node))
    else:
        sheet.write(f"<p{sheet.named(node)}>")
        sheet.children(node)
        sheet.write("</p>\n")


def _embed(sheet: Sheet, node: Node, embed: Node) -> None:
    # The embed itself is replaced when it is shown, so an id stands around it.
    sheet.write(f"<section{sheet.named(node)}>\n" if node.name else "")
    embed_alone(sheet, embed)
    sheet.write("</section>\n" if node.name else "")
