"""Where links and pictures stand in a note, as the parser that will show them finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from wiki.markup.nodes import Node
from wiki.markup.parsing import parse

#: A word that the programs for vaults take for a tag: it has a sign that is no digit.
HASHTAG = re.compile(r"(?<![\w#&/])#(?=[\w/-]*[^\W\d])[\w/-]+")
PLAIN = frozenset({"Inline", "Reference", "Collapsed", "Shortcut"})


@dataclass(frozen=True)
class Spot:
    """A link or picture in the bytes of a text."""

    node: Node
    source: bytes
    in_table: bool

    @property
    def told(self) -> dict[str, Any]:
        """What the parser says of it."""
        found: dict[str, Any] = self.node.value
        return found

    @property
    def is_picture(self) -> bool:
        """Whether it begins with `!`."""
        return self.node.kind == "Image"

    @property
    def is_by_name(self) -> bool:
        """Whether it is in double brackets."""
        return isinstance(self.told["link_type"], dict)

    @property
    def is_by_address(self) -> bool:
        """Whether it is in single brackets, with an address after them or elsewhere."""
        return self.told["link_type"] in PLAIN

    @cached_property
    def words(self) -> str:
        """What stands in its single brackets, as it was typed."""
        start = self.node.start + 1 + self.is_picture
        end = self.node.children[-1].end if self.node.children else start
        return self.source[start:end].decode()

    @cached_property
    def name_and_label(self) -> tuple[str, str]:
        """What stands in its double brackets, before and after the bar."""
        inside = self.source[self.node.start + 2 + self.is_picture : self.node.end - 2].decode()
        name, bar, label = inside.partition("|")
        # In a table the bar is escaped.
        return " ".join((name.removesuffix("\\") if bar else name).split()), label.strip()


class Spots(NamedTuple):
    """All that is found in one text."""

    links: list[Spot]
    hashtags: list[str]
    #: How many blocks of code are questions to the program that the vault was written with.
    queries: int


def find(source: bytes) -> Spots:
    """The links, pictures, hashtags and queries in this text; raises MarkupError."""
    links: list[Spot] = []
    hashtags: list[str] = []
    queries = 0
    for node, in_table, in_link in walk(parse(source.decode())):
        if node.kind in ("Link", "Image"):
            links.append(Spot(node, source, in_table))
        elif node.kind == "Text" and not in_link:
            hashtags += HASHTAG.findall(node.value)
        elif node.kind == "CodeBlock":
            queries += is_query(node)
    return Spots(links, hashtags, queries)


def is_query(node: Node) -> bool:
    return isinstance(node.value, dict) and str(node.value.get("Fenced")).startswith("dataview")


def walk(root: Node) -> Iterator[tuple[Node, bool, bool]]:
    """Every node outside code, in order, and whether it stands in a table and in a link."""
    waiting = [(root, False, False)]
    while waiting:
        node, in_table, in_link = waiting.pop()
        yield node, in_table, in_link
        if node.kind != "CodeBlock":
            flags = in_table or node.kind == "Table", in_link or node.kind in ("Link", "Image")
            waiting += [(child, *flags) for child in reversed(node.children)]
