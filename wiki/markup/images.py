from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from wiki.markup.attributes import attribute
from wiki.markup.links import anchor, is_kept, is_local, title
from wiki.markup.nodes import Node, walk, words

if TYPE_CHECKING:
    from wiki.markup.sheet import Sheet

_INNER = frozenset({"Link", "Image", "FootnoteReference"})


def image(sheet: Sheet, node: Node) -> None:
    """A picture of this site; any other is a link to it, for showing it would tell its site who reads here.

    What readers write shows none at all.
    """
    destination, described = node.value["dest_url"], _described(sheet, node)
    if _is_shown(sheet, node):
        sheet.write(_picture(node, described, attribute("title", title(node.value))))
    elif sheet.in_link or not is_kept(destination):
        sheet.text(" ".join(part for part in (described, f"({destination})", title(node.value)) if part))
    else:
        sheet.write(anchor(sheet, destination, title(node.value)))
        sheet.text(described or destination)
        sheet.write("</a>")


def has_caption(sheet: Sheet, node: Node) -> bool:
    """Whether this is a picture that is shown and has a title."""
    return node.kind == "Image" and _is_shown(sheet, node) and bool(title(node.value))


def figure(sheet: Sheet, node: Node, identity: str) -> None:
    """A picture that stands alone, with its title below it; the attribute is the figure's."""
    sheet.write(f'<figure class="picture"{identity}>{_picture(node, _described(sheet, node), "")}<figcaption>')
    sheet.text(title(node.value))
    sheet.write("</figcaption></figure>\n")


def _is_shown(sheet: Sheet, node: Node) -> bool:
    destination = node.value["dest_url"]
    return not sheet.by_reader and is_local(destination) and is_kept(destination)


def _picture(node: Node, described: str, titled: str) -> str:
    alt = attribute("alt", described) or ' alt=""'
    return f'<img src="{escape(node.value["dest_url"])}"{alt}{titled}>'


def _described(sheet: Sheet, node: Node) -> str:
    inner = node.children
    if any(piece.kind in _INNER for child in inner for piece in walk(child)):
        # As typed, since the words alone would lose where the links in it lead.
        return sheet.source[inner[0].start : inner[-1].end].decode()
    return words(node)
