from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.markup.addresses import split
from wiki.markup.code import shown
from wiki.markup.links import anchor, is_kept

if TYPE_CHECKING:
    from wiki.markup.nodes import Node
    from wiki.markup.sheet import Sheet, Writer


def wrap(before: str, after: str) -> Writer:
    """A writer that puts a node's children between two pieces of HTML."""

    def write(sheet: Sheet, node: Node) -> None:
        sheet.write(before)
        sheet.children(node)
        sheet.write(after)

    return write


def block(name: str) -> Writer:
    """A writer of an element that holds blocks, with the id that its own writer may have given it."""

    def write(sheet: Sheet, node: Node) -> None:
        sheet.write(f"<{name}{sheet.named(node)}>\n")
        sheet.children(node)
        sheet.write(f"</{name}>\n")

    return write


def fixed(html: str) -> Writer:
    """A writer of always the same HTML."""
    return lambda sheet, _node: sheet.write(html)


def text(sheet: Sheet, node: Node) -> None:
    """Words as they are, with bare web addresses made links."""
    if sheet.in_link or "://" not in node.value:
        sheet.text(node.value)
    else:
        linked(sheet, node.value)


def linked(sheet: Sheet, words: str) -> None:
    """Words in which each bare web address is a link."""
    for piece, is_address in split(words):
        if is_address and is_kept(piece):
            sheet.write(anchor(sheet, piece))
            sheet.text(piece)
            sheet.write("</a>")
        else:
            sheet.text(piece)


def literal(sheet: Sheet, node: Node) -> None:
    """What the parser takes for HTML, as text."""
    sheet.text(node.value)


def code(sheet: Sheet, node: Node) -> None:
    """A span of code."""
    sheet.write("<code>")
    sheet.text(shown(node.value))
    sheet.write("</code>")


def struck(sheet: Sheet, node: Node) -> None:
    """Struck words; one tilde is no strike, but "about"."""
    double = sheet.source.startswith(b"~~", node.start)
    before, after = ("<del>", "</del>") if double else ("~", "~")
    wrap(before, after)(sheet, node)
