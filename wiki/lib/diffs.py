"""What changed between two texts, word by word: by lines first, then by words inside the lines that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from wiki.lib.regions import Budget, regions
from wiki.lib.words import WORD, count, lines, words

Kind = Literal["kept", "removed", "added"]
#: A longer text than this counts as changed whole.
MOST_WORDS = 20_000


class Run(NamedTuple):
    """A stretch of text, in one of the two or in both."""

    kind: Kind
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space in it, which has to be named to be noticed."""
        return self.text.isspace()


class Step(NamedTuple):
    """A stretch that was kept, and what was changed after it."""

    kept: str
    removed: str = ""
    added: str = ""


class Counts(NamedTuple):
    """How many words a text gained and lost."""

    added: int
    removed: int


def diff(old: str, new: str) -> list[Run]:
    """Runs that make the old text when the added are left out, and the new one when the removed are."""
    before, after, budget = lines(old), lines(new), Budget()
    runs: list[Run] = []
    for region in regions(before, after, budget):
        was, now = "".join(before[region.old]), "".join(after[region.new])
        runs += [Run("kept", was)] if region.same else by_words(was, now, budget)
    return merged(runs)


def by_words(old: str, new: str, budget: Budget) -> Iterator[Run]:
    """The runs of one changed region."""
    before, after = words(old), words(new)
    for region in regions(before, after, budget):
        was, now = "".join(before[region.old]), "".join(after[region.new])
        yield from [Run("kept", was)] if region.same else [Run("removed", was), Run("added", now)]


def folded(runs: list[Run]) -> list[Run]:
    """The same for people to read: a kept space or sign between words that were replaced is replaced with them."""
    found: list[Step] = []
    for step in steps(runs):
        if found and folds(found[-1], step):
            last = found.pop()
            found.append(Step(last.kept, last.removed + step.kept + step.removed, last.added + step.kept + step.added))
        else:
            found.append(step)
    return unstepped(found)


def folds(last: Step, step: Step) -> bool:
    """Whether what was kept between the two changes parts no words and no lines, while both sides have changes."""
    between = not WORD.search(step.kept) and "\n" not in step.kept and bool(step.removed or step.added)
    return between and bool(last.removed or step.removed) and bool(last.added or step.added)


def counts(old: str, new: str) -> Counts:
    """The words added and removed from the one text to the other; folding would not change them."""
    added = removed = 0
    for run in diff(old, new):
        added += count(run.text) if run.kind == "added" else 0
        removed += count(run.text) if run.kind == "removed" else 0
    return Counts(added, removed)


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


def steps(runs: list[Run]) -> Iterator[Step]:
    """The runs by what was kept, with neighbours of one kind made one."""
    kept = removed = added = ""
    for run in runs:
        if run.kind == "removed":
            removed += run.text
        elif run.kind == "added":
            added += run.text
        elif removed or added:
            yield Step(kept, removed, added)
            kept, removed, added = run.text, "", ""
        else:
            kept += run.text
    yield Step(kept, removed, added)


def unstepped(found: Iterable[Step]) -> list[Run]:
    """The runs again, without empty ones; removed stands before added."""
    return [
        run
        for step in found
        for run in (Run("kept", step.kept), Run("removed", step.removed), Run("added", step.added))
        if run.text
    ]


def merged(runs: list[Run]) -> list[Run]:
    """The same without empty runs, and with neighbours of one kind made one."""
    return unstepped(steps(runs))
