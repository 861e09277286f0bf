from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wiki.markup.attributes import attribute
from wiki.markup.links import anchor, is_kept, title
from wiki.markup.nodes import Node, walk, words

if TYPE_CHECKING:
    from wiki.markup.sheet import Sheet

#: Browsers skip controls in an address and read a backslash as a slash, and `//` begins another site's.
_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\x7f]*", re.ASCII)
_INNER = frozenset({"Link", "Image", "FootnoteReference"})


def image(sheet: Sheet, node: Node) -> None:
    """A picture of this site; any other is a link to it, for showing it would tell its site who reads here."""
    destination, described = node.value["dest_url"], _described(sheet, node)
    if _LOCAL.fullmatch(destination) and is_kept(destination):
        shown = attribute("alt", described) or ' alt=""'
        sheet.write(f'<img src="{escape(destination)}"{shown}{attribute("title", title(node.value))}>')
    elif sheet.in_link or not is_kept(destination):
        sheet.text(" ".join(part for part in (described, f"({destination})", title(node.value)) if part))
    else:
        sheet.write(anchor(destination, title(node.value)))
        sheet.text(described or destination)
        sheet.write("</a>")


def _described(sheet: Sheet, node: Node) -> str:
    inner = node.children
    if any(piece.kind in _INNER for child in inner for piece in walk(child)):
        # As typed, since the words alone would lose where the links in it lead.
        return sheet.source[inner[0].start : inner[-1].end].decode()
    return words(node)
