"""Makes nodes of the marks that are this site's own, so that writers and readers of the tree find the same ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wiki.markup import callouts, citations, marks, wikilinks

if TYPE_CHECKING:
    from wiki.markup.nodes import Node

#: What these hold is shown as it was typed.
_LITERAL = frozenset({"CodeBlock", "HtmlBlock", "Image"})
_LINKS = frozenset({"Link", "WikiLink", "Embed"})


def refine(node: Node, text: bytes, *, in_link: bool = False) -> None:
    """Replaces under a node what the parser knows nothing of; what would be a link in a link stays as typed."""
    if node.kind in _LITERAL:
        return
    in_link = in_link or node.kind in _LINKS
    children: list[Node] = []
    for child in node.children:
        if child.kind != "Text":
            children.append(_refined(child, text, in_link=in_link))
        elif in_link or "[@" not in child.value:
            children.append(child)
        else:
            children += citations.split(child, text)
    node.children = marks.marked(children, text) if marks.are_in(children) else children


def _refined(node: Node, text: bytes, *, in_link: bool) -> Node:
    if node.kind == "BlockQuote":
        node = callouts.read(node, text)
    elif wikilinks.is_hollow(node, text) or (in_link and wikilinks.is_by_title(node)):
        node = wikilinks.typed(node, text)
    elif wikilinks.is_by_title(node):
        node = wikilinks.read(node, text)
    if node.children:
        refine(node, text, in_link=in_link)
    return node
