from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from wiki.markup.attributes import LONGEST, attribute
from wiki.markup.cleaning import SCHEMES, UNVOUCHED, keeps
from wiki.markup.nodes import Node, words

if TYPE_CHECKING:
    from wiki.markup.sheet import Sheet

#: Browsers and eyes pass over these, so none of them may hide a scheme.
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]")
#: Browsers skip controls in an address and read a backslash as a slash, and `//` begins another site's.
_LOCAL = re.compile(r"/(?![/\\])[^\x00-\x20\x7f]*", re.ASCII)
_SCHEME = re.compile(r"([a-z][a-z0-9+.\-]*):", re.IGNORECASE)


def link(sheet: Sheet, node: Node) -> None:
    """A link; one whose address is refused keeps its words and shows the address after them."""
    destination = _destination(sheet, node.value)
    if not is_kept(destination):
        sheet.children(node)
        sheet.text(_refused(node))
        return
    sheet.write(anchor(sheet, destination, title(node.value)))
    sheet.in_link = True
    sheet.children(node)
    sheet.in_link = False
    sheet.write("</a>")


def is_kept(destination: str) -> bool:
    """Whether a link may lead there: the web, mail, this site or this text, by an address of sane length."""
    if len(destination) > LONGEST:
        return False
    scheme = _SCHEME.match(_UNSEEN.sub("", destination))
    return (scheme is None or scheme[1].lower() in SCHEMES) and keeps(destination)


def is_local(destination: str) -> bool:
    """Whether this is an address of this site, by its path."""
    return _LOCAL.fullmatch(destination) is not None


def anchor(sheet: Sheet, destination: str, title: str = "") -> str:
    """The opening tag of a link; where a reader leads away from here, it tells machines that nobody vouches for it."""
    leaves = sheet.by_reader and not is_local(destination) and not destination.startswith(("#", "mailto:"))
    rel = f' rel="{UNVOUCHED}"' if leaves else ""
    return f'<a href="{escape(destination)}"{rel}{attribute("title", title)}>'


def title(value: Any) -> str:
    """A link's or picture's title, and the label it was looked up by, which is shown nowhere else."""
    label = value["id"] if value["link_type"] == "Reference" else ""
    return " ".join(part for part in (value["title"], label) if part)


def _destination(sheet: Sheet, value: Any) -> str:
    destination: str = value["dest_url"]
    if value["link_type"] == "Email":
        return f"mailto:{destination}"
    heading = sheet.anchors.named(destination[1:]) if destination.startswith("#") else None
    return f"#{sheet.prefix}{heading}" if heading else destination


def _refused(node: Node) -> str:
    destination = node.value["dest_url"]
    shown = [destination] if destination != words(node) else []
    shown += [f'"{title(node.value)}"'] if title(node.value) else []
    return f" ({' '.join(shown)})" if shown else ""
