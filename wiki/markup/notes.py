from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wiki.markup.nodes import Node, walk

if TYPE_CHECKING:
    from collections.abc import Iterator


class Notes:
    """The footnotes of a text, numbered in the order in which they are first referred to."""

    def __init__(self, root: Node) -> None:
        self.definitions = [node for node in walk(root) if node.kind == "FootnoteDefinition"]
        self.references: Counter[int] = Counter()
        self._order: list[Node] = []
        self._numbers: dict[int, int] = {}
        self._by_label: dict[str, Node] = {}
        for definition in self.definitions:
            self._by_label.setdefault(_key(definition.value), definition)

    def refer(self, label: str) -> tuple[int, int] | None:
        """The note's number and how often it has now been referred to, or none if no note has this label."""
        definition = self._by_label.get(_key(label))
        if definition is None:
            return None
        number = self._number(definition)
        self.references[number] += 1
        return number, self.references[number]

    def queue(self) -> Iterator[tuple[int, Node]]:
        """Every note once with its number, those that nothing refers to last; notes may refer while it runs."""
        rest = iter(self.definitions)
        done = 0
        while True:
            while done < len(self._order):
                done += 1
                yield done, self._order[done - 1]
            spare = next((definition for definition in rest if definition.start not in self._numbers), None)
            if spare is None:
                return
            self._number(spare)

    def _number(self, definition: Node) -> int:
        if definition.start not in self._numbers:
            self._order.append(definition)
            self._numbers[definition.start] = len(self._order)
        return self._numbers[definition.start]


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
