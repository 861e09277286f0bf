"""Callouts: quotations whose first line says what they are, `> [!warning]- Mind the gap`."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from wiki.markup.nodes import Node, words

if TYPE_CHECKING:
    from wiki.markup.sheet import Sheet

_NAMES = "note abstract info todo tip success question warning failure danger bug example quote important caution"
LOOKS = frozenset(_NAMES.split())
_ALIASES = {
    **dict.fromkeys(["summary", "tldr"], "abstract"),
    "hint": "tip",
    **dict.fromkeys(["check", "done"], "success"),
    **dict.fromkeys(["help", "faq"], "question"),
    "attention": "warning",
    **dict.fromkeys(["fail", "missing"], "failure"),
    "error": "danger",
    "cite": "quote",
}
_OPENING = re.compile(r"\[!(\w[\w -]{0,39})\]([-+]?)(?:[ \t]+|(?=\n)|\Z)")


class Callout(NamedTuple):
    """What its writer called it, how it looks, and whether it folds: `-` shut, `+` open, nothing not at all."""

    name: str
    look: str
    fold: str


def read(quotation: Node, text: bytes) -> Node:
    """The callout that a quotation is, its title first; or the same quotation."""
    first = quotation.children[0] if quotation.children else None
    opening = _opening(first, text) if first is not None and first.kind == "Paragraph" else None
    if first is None or opening is None:
        return quotation
    name = opening[1]
    look = _ALIASES.get(name.lower(), name.lower())
    is_known = look in LOOKS
    callout = Callout(name.capitalize() if is_known else name, look if is_known else "note", opening[2])
    title, rest = _divided(first, opening.end())
    body = [Node("Paragraph", None, first.start, first.end, rest)] if rest else []
    children = [Node("CalloutTitle", callout, first.start, first.end, title), *body, *quotation.children[1:]]
    return Node("Callout", callout, quotation.start, quotation.end, children)


def callout(sheet: Sheet, node: Node) -> None:
    """A note to the reader whose kind is said in words."""
    fold = {"": "", "-": "<details>\n", "+": '<details open="">\n'}[node.value.fold]
    sheet.write(f'<section class="callout callout-{node.value.look}" role="note"{sheet.named(node)}>\n{fold}')
    sheet.children(node)
    sheet.write("</details>\n</section>\n" if fold else "</section>\n")


def title(sheet: Sheet, node: Node) -> None:
    """What kind of callout it is, and its title if it has one that says more."""
    tag = "summary" if node.value.fold else "p"
    sheet.write(f'<{tag} class="callout-title">')
    said = words(node).strip()
    if said.casefold() != node.value.name.casefold():
        sheet.write(f'<span class="callout-kind">{escape(node.value.name, quote=False)}</span>{" " if said else ""}')
    sheet.children(node)
    sheet.write(f"</{tag}>\n")


def _opening(paragraph: Node, text: bytes) -> re.Match[str] | None:
    first = paragraph.children[0] if paragraph.children else None
    # An escaped bracket's backslash stands before the words.
    if first is None or first.kind != "Text" or text.startswith(b"\\", max(first.start - 1, 0)):
        return None
    return _OPENING.match(first.value) if text.startswith(b"[!", first.start) else None


def _divided(paragraph: Node, after: int) -> tuple[list[Node], list[Node]]:
    """What stands on a paragraph's first line after its opening, and all below it."""
    first, *rest = paragraph.children
    nodes = [Node("Text", first.value[after:], first.start, first.end), *rest]
    for number, node in enumerate(nodes):
        if node.kind == "HardBreak":
            return nodes[:number], nodes[number + 1 :]
        if node.kind == "Text" and "\n" in node.value:
            before, _, below = node.value.partition("\n")
            return [*nodes[:number], _words(node, before)], [_words(node, below), *nodes[number + 1 :]]
    return nodes, []


def _words(node: Node, words: str) -> Node:
    return Node("Text", words, node.start, node.end)
