"""Which parts of two sequences, of lines or of words, stand for each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

#: Past this many pairs of lines or words the rest is one change, whole: time and memory grow with the pairs.
MOST_PAIRS = 20_000**2


class Budget:
    """How many pairs a comparison may still look at, and whether it wanted more."""

    def __init__(self) -> None:
        self.left = MOST_PAIRS
        self.exceeded = False

    def covers(self, pairs: int) -> bool:
        """Whether there are as many left, which are then spent."""
        if pairs > self.left:
            self.exceeded = True
            return False
        self.left -= pairs
        return True


class Region(NamedTuple):
    """Two slices that stand for each other, and whether they are equal."""

    same: bool
    old: slice
    new: slice

    @property
    def lengths(self) -> tuple[int, int]:
        """How much of each it is."""
        return self.old.stop - self.old.start, self.new.stop - self.new.start


class Block(NamedTuple):
    """Where a stretch that both have begins in each, and how long it is."""

    old: int
    new: int
    size: int


def regions(old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> Iterator[Region]:
    """Equal and changed stretches in turn, which leave nothing out."""
    old_start = new_start = 0
    for old_at, new_at, size in [*slid(blocks(old, new, budget), old, new), Block(len(old), len(new), 0)]:
        if old_at > old_start or new_at > new_start:
            yield Region(False, slice(old_start, old_at), slice(new_start, new_at))
        old_start, new_start = old_at + size, new_at + size
        if size:
            yield Region(True, slice(old_at, old_start), slice(new_at, new_start))


def blocks(old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> list[Block]:
    """What both have in one order, as much as can be; their equal ends alone where the budget covers no more."""
    head = alike(old, new)
    tail = alike(old[head:][::-1], new[head:][::-1])
    old_stop, new_stop = len(old) - tail, len(new) - tail
    found = [Block(0, 0, head)]
    if budget.covers((old_stop - head) * (new_stop - head)):
        middle = LCSseq.opcodes(old[head:old_stop], new[head:new_stop]).as_matching_blocks()
        found += [Block(block.a + head, block.b + head, block.size) for block in middle]
    return [*found, Block(old_stop, new_stop, tail)]


def slid(found: Iterable[Block], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The same with whatever was only added or only removed as far down as it can stand.

    Of the ways to tell one change this chooses one, so that two comparisons with the same text can be laid together.
    """
    settled = [Block(0, 0, 0)]
    for block in found:
        last = settled.pop()
        down = room(last, block, old, new)
        settled.append(last._replace(size=last.size + down))
        if block.size > down:
            settled.append(Block(block.old + down, block.new + down, block.size - down))
    return settled


def room(last: Block, block: Block, old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How far what lies between two blocks can move into the second one and still read the same."""
    old_at, new_at = last.old + last.size, last.new + last.size
    if old_at == block.old:
        return alike(new[new_at : new_at + block.size], new[block.new : block.new + block.size])
    if new_at == block.new:
        return alike(old[old_at : old_at + block.size], old[block.old : block.old + block.size])
    return 0


def alike(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """How long the two are equal from their start."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
