from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Kinds that hold words of their own rather than other nodes.
WORDED = frozenset({"Text", "Code", "InlineMath", "DisplayMath", "Html", "InlineHtml", "Citation"})

_BLOCK_NAMES = (
    "BlockQuote Callout CalloutTitle CodeBlock DefinitionList DefinitionListDefinition DefinitionListTitle "
    "FootnoteDefinition Heading HtmlBlock Item List Paragraph Rule Table TableCell TableHead TableRow Unplaced"
)
#: Kinds that stand on lines of their own.
BLOCKS = frozenset(_BLOCK_NAMES.split())


@dataclass(slots=True)
class Node:
    """One piece of a text: its kind, what the parser says of it, and its bytes in the source."""

    kind: str
    value: Any
    start: int
    end: int
    children: Sequence[Node] = ()
    #: The id that the writer gave a block.
    name: str = ""


def walk(node: Node) -> Iterator[Node]:
    """The node and all under it, in the order of the text."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        if current.children:
            waiting += reversed(current.children)


def words(node: Node) -> str:
    """The words of a node without any markup."""
    return "".join(own_words(piece) for piece in walk(node))


def own_words(node: Node) -> str:
    """The words that a node holds itself, not those under it."""
    if node.kind in WORDED:
        return str(node.value)
    return "\n" if node.kind == "HardBreak" else ""
