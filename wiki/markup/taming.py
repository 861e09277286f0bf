"""What a reader writes is a remark and no page: it has no headings, and nothing stands in it but its words."""

from __future__ import annotations

from wiki.markup.nodes import Node, walk


def tame(root: Node) -> None:
    """Make of every heading a paragraph of strong words, and of every embed a link to what it would have shown."""
    for node in walk(root):
        if node.kind == "Heading":
            node.children = [Node("Strong", None, node.start, node.end, node.children)] if node.children else []
            node.kind, node.value = "Paragraph", None
        elif node.kind == "Embed":
            node.kind = "WikiLink"
