"""What a text mentions by title or key, each with the words around it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from wiki.markup.citations import keys
from wiki.markup.errors import MarkupError
from wiki.markup.graphemes import shortened
from wiki.markup.nodes import BLOCKS, WORDED, Node, own_words, words
from wiki.markup.sentences import borders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST = 10_000
LONGEST = 300
_KINDS = {"WikiLink": "link", "Embed": "embed", "Citation": "cite"}
_WHOLE = WORDED - {"Text"} | {"Link", "WikiLink", "Embed", "Image"}

Heading = tuple[int, str]


class Mention(NamedTuple):
    """A link, embed or citation, the sentence in which it stands, and the headings above it."""

    kind: str
    target: str
    sentence: str
    path: str


def mentions(root: Node, text: bytes, levels: Mapping[int, int]) -> list[Mention]:
    """Every mention in the order of the text; raises MarkupError if they are too many to keep."""
    found: list[Mention] = []
    above: list[Heading] = []
    for block in root.children:
        if block.kind == "Heading":
            above = [heading for heading in above if heading[0] < levels[block.start]]
        if _may_mention(block, text):
            _add(found, block, _path(above))
        if block.kind == "Heading":
            above.append((levels[block.start], " ".join(words(block).split())))
    return found


def _add(found: list[Mention], block: Node, path: str) -> None:
    for line in _lines(block):
        for mention in _in_line(line, path):
            if len(found) == MOST:
                raise MarkupError(f"This text has more than {MOST:,} links, embeds and citations. Divide it.")
            found.append(mention)


def _may_mention(block: Node, text: bytes) -> bool:
    return any(text.find(mark, block.start, block.end) >= 0 for mark in (b"[[", b"[@"))


def _path(above: list[Heading]) -> str:
    path = " › ".join(title for _, title in above)
    return shortened(path, 0, len(path), longest=LONGEST, around=0)


def _lines(node: Node) -> Iterator[list[Node]]:
    """The runs of nodes under a node that read as one line, since no block stands between them."""
    if not any(child.kind in BLOCKS for child in node.children):
        yield [*node.children]
        return
    line: list[Node] = []
    for child in node.children:
        if child.kind in BLOCKS:
            yield line
            yield from _lines(child)
            line = []
        else:
            line.append(child)
    yield line


def _in_line(nodes: list[Node], path: str) -> Iterator[Mention]:
    line = _Line()
    for node in nodes:
        line.add(node)
    if not any(node.kind in _KINDS for _, _, node in line.whole):
        return
    spoken = "".join(line.pieces)
    line.whole.sort(key=lambda mark: (mark[0], -mark[1]))
    starts = borders(spoken, [(start, end) for start, end, _ in line.whole])
    for place, _, node in line.whole:
        if node.kind in _KINDS:
            number = min(bisect_right(starts, place), len(starts) - 1)
            first, last = starts[max(number - 1, 0)], starts[number]
            sentence = shortened(spoken, first, last, longest=LONGEST, around=place)
            targets = keys(node.value) if node.kind == "Citation" else [node.value.target]
            yield from (Mention(_KINDS[node.kind], target, sentence, path) for target in targets)


class _Line:
    """The words of a line in pieces, and the nodes in it that no sentence ends in, with their places."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.whole: list[tuple[int, int, Node]] = []
        self._length = 0

    def add(self, node: Node) -> None:
        """Adds the words of a node and all under it."""
        start = self._length
        own = own_words(node)
        if own:
            self.pieces.append(own)
            self._length += len(own)
        for child in node.children:
            self.add(child)
        if node.kind in _WHOLE:
            self.whole.append((start, self._length, node))
