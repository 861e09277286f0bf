"""What changed between two texts, word by word: by lines first, then by words inside the lines that changed."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

Kind = Literal["kept", "removed", "added"]

WORDS = re.compile(r"\w+|\s+|[^\w\s]")
WORD = re.compile(r"\w+")
# Past these a region is shown as removed and added whole: the comparison's time and memory grow with the product.
MOST_LINES = 20_000
MOST_WORDS = 20_000


class Run(NamedTuple):
    """A stretch of text, in one of the two or in both."""

    kind: Kind
    text: str


class Region(NamedTuple):
    """Two slices that stand for each other, and whether they are equal."""

    same: bool
    old: slice
    new: slice


def diff(old: str, new: str) -> list[Run]:
    """Runs that make the old text when the added are left out, and the new one when the removed are."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    runs: list[Run] = []
    for region in regions(before, after, MOST_LINES):
        was, now = "".join(before[region.old]), "".join(after[region.new])
        runs += [Run("kept", was)] if region.same else words(was, now)
    return merged(runs)


def words(old: str, new: str) -> Iterator[Run]:
    """The runs of one changed region."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    for region in regions(before, after, MOST_WORDS):
        was, now = "".join(before[region.old]), "".join(after[region.new])
        yield from [Run("kept", was)] if region.same else [Run("removed", was), Run("added", now)]


def share_changed(old: str, new: str) -> float:
    """How much of the longer text's words were removed or added, the larger of the two, in order; 1 is all of it.

    It is all, too, where the old text has no words to compare with, and where either has more than can be compared.
    """
    before, after = WORD.findall(old), WORD.findall(new)
    longer = max(len(before), len(after))
    if old == new:
        return 0.0
    if not before or longer > MOST_WORDS:
        return 1.0
    return (longer - LCSseq.similarity(before, after)) / longer


def regions(old: Sequence[Hashable], new: Sequence[Hashable], most: int) -> Iterator[Region]:
    """Equal and changed stretches in turn; where either is longer than `most`, one changed stretch for all of it."""
    if len(old) > most or len(new) > most:
        yield Region(False, slice(0, len(old)), slice(0, len(new)))
        return
    old_start = new_start = 0
    for block in LCSseq.opcodes(old, new).as_matching_blocks():
        if block.a > old_start or block.b > new_start:
            yield Region(False, slice(old_start, block.a), slice(new_start, block.b))
        old_start, new_start = block.a + block.size, block.b + block.size
        if block.size:
            yield Region(True, slice(block.a, old_start), slice(block.b, new_start))


def merged(runs: list[Run]) -> list[Run]:
    """The same without empty runs, and with neighbours of one kind made one; removed stands before added."""
    found: list[Run] = []
    kept = removed = added = ""
    for run in [*runs, Run("kept", "")]:
        if run.kind == "removed":
            removed += run.text
        elif run.kind == "added":
            added += run.text
        elif removed or added:
            found += [Run("kept", kept), Run("removed", removed), Run("added", added)]
            kept, removed, added = run.text, "", ""
        else:
            kept += run.text
    return [run for run in [*found, Run("kept", kept)] if run.text]
