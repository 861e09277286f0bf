"""Links and embeds by title: `[[Page#Heading|words]]`, `![[picture.png|300]]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wiki.markup import placeholders
from wiki.markup.nodes import Node, words

if TYPE_CHECKING:
    from wiki.markup.sheet import Sheet

#: A title has at most 200 characters; what is longer than this with its heading means nothing.
LONGEST = 1000
_EMPTY = re.compile(rb"!?\[\s*\]")
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,4})?")


class To(NamedTuple):
    """Where a link or embed leads, as written; whether the words shown are ours; what was asked of an embed."""

    target: str
    is_bare: bool
    asked: str = ""


def is_by_title(node: Node) -> bool:
    """Whether the parser found this in double brackets."""
    return node.kind in ("Link", "Image") and isinstance(node.value["link_type"], dict)


def is_hollow(node: Node, text: bytes) -> bool:
    """Whether the parser lost words of a link or picture, as it does where one begins with what may be another."""
    if is_by_title(node):
        brackets = node.start + (3 if node.kind == "Image" else 2)
        return not text.startswith(node.value["dest_url"].encode(), brackets)
    if node.kind not in ("Link", "Image") or _EMPTY.match(text, node.start):
        return False
    first = node.children[0].start if node.children else node.end
    return text.find(b"[[", node.start, first) >= 0


def read(node: Node, text: bytes) -> Node:
    """The link or embed that the brackets mean, or what was typed if nothing is in them."""
    target = _target(node)
    if not target.strip("# ") or len(target) > LONGEST:
        return typed(node, text)
    label = " ".join(words(node).split()) if _has_label(node) else ""
    is_bare = not label or (node.kind == "Image" and _SIZE.fullmatch(label) is not None)
    shown = [Node("Text", target.removeprefix("#").strip(), node.start, node.end)] if is_bare else node.children
    kind = "WikiLink" if node.kind == "Link" else "Embed"
    return Node(kind, To(target, is_bare, label), node.start, node.end, shown)


def typed(node: Node, text: bytes) -> Node:
    """A node as the words that were typed for it."""
    return Node("Text", _on_one_line(text[node.start : node.end].decode()), node.start, node.end)


def link(sheet: Sheet, node: Node) -> None:
    """A link by title, or an embed amid words; where it leads is put in when it is shown."""
    sheet.write(placeholders.link(node.value.target, is_bare=node.value.is_bare, is_embed=node.kind == "Embed"))
    sheet.in_link = True
    sheet.children(node)
    sheet.in_link = False
    sheet.write("</a>")


def embed_alone(sheet: Sheet, node: Node) -> None:
    """An embed that is a paragraph of its own."""
    sheet.write(placeholders.embed(node.value.target, node.value.asked[:LONGEST]))


def _has_label(node: Node) -> bool:
    return bool(node.value["link_type"]["WikiLink"]["has_pothole"])


def _target(node: Node) -> str:
    target = _on_one_line(node.value["dest_url"])
    # The bar before a label is escaped in a table, and its backslash is left at the end.
    return (target.removesuffix("\\") if _has_label(node) else target).strip()


def _on_one_line(typed: str) -> str:
    first, *rest = typed.split("\n")
    # A line of a quotation begins with its marks.
    return " ".join([first, *(line.lstrip(" \t>") for line in rest)])
