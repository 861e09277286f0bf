"""Two texts beside each other, line by line, with the words marked that changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from wiki.lib.diffs import Run, by_words, folded
from wiki.lib.merges import normal
from wiki.lib.moves import Moves, moves
from wiki.lib.regions import Budget, Region, regions
from wiki.lib.words import WORD, count

RowKind = Literal["kept", "changed", "removed", "added", "moved_from", "moved_to"]

#: How many unchanged lines stand around a change.
AROUND = 3
#: Where it would take more rows than this, all from the first change to the last is shown as one.
MOST_ROWS = 5_000
#: Changes that only blank lines part are looked at together up to so many lines, to find what became what in them.
MOST_TOGETHER = 200


class Row(NamedTuple):
    """A line of the old text, one of the new, or both, with the number that joins the two places of a move."""

    old: list[Run]
    new: list[Run]
    kind: RowKind
    old_line: int | None
    new_line: int | None
    moved: int | None = None
    other: Literal["above", "below"] | None = None


class Gap(NamedTuple):
    """So many unchanged lines that are not shown."""

    lines: int


class Comparison(NamedTuple):
    """The rows in turn, and whether too much changed for every word to be compared."""

    rows: list[Row | Gap]
    by_lines: bool


class Sides(NamedTuple):
    """The two texts in lines, which of them moved, and how much may still be compared."""

    before: list[str]
    after: list[str]
    moves: Moves
    budget: Budget

    def kept(self, old: int, new: int) -> Row:
        """A line that both have."""
        runs = marked("kept", self.before[old])
        return Row(runs, runs, "kept", old + 1, new + 1)

    def changed(self, old: int, new: int) -> Row:
        """A line that was rewritten, if only in its place among others."""
        if self.before[old] == self.after[new]:
            return self.kept(old, new)
        runs = folded(list(by_words(self.before[old], self.after[new], self.budget)))
        was, now = ([run for run in runs if run.kind != left_out] for left_out in ("added", "removed"))
        return Row(was, now, "changed", old + 1, new + 1)

    def removed(self, old: int) -> Row:
        """A line that only the old text has here."""
        moved = self.moves.left.get(old)
        return Row(marked("removed", self.before[old]), [], "moved_from" if moved else "removed", old + 1, None, moved)

    def added(self, new: int) -> Row:
        """A line that only the new text has here."""
        moved = self.moves.came.get(new)
        return Row([], marked("added", self.after[new]), "moved_to" if moved else "added", None, new + 1, moved)


def rows(old: str, new: str) -> Comparison:
    """The lines of both texts, with long stretches that both have as gaps."""
    before, after = (normal(text).split("\n") if normal(text) else [] for text in (old, new))
    budget = Budget()
    found = list(regions(before, after, budget))
    changed = [region for region in found if not region.same]
    if sum(sum(region.lengths) for region in changed) <= MOST_ROWS:
        sides = Sides(before, after, moves(changed, before, after), budget)
        table = [row for region in together(found, before) for row in shown(sides, region)]
        if len(table) <= MOST_ROWS:
            return Comparison(directed(table), budget.exceeded)
    return Comparison(list(whole(changed, before, after)), by_lines=True)


def whole(changed: list[Region], before: list[str], after: list[str]) -> Iterator[Row | Gap]:
    """All from the first change to the last as removed and added, between gaps."""
    head, old_stop, new_stop = changed[0].old.start, changed[-1].old.stop, changed[-1].new.stop
    was, now = "\n".join(before[head:old_stop]), "\n".join(after[head:new_stop])
    if head:
        yield Gap(head)
    if was:
        yield Row(marked("removed", was), [], "removed", head + 1, None)
    if now:
        yield Row([], marked("added", now), "added", None, head + 1)
    if len(before) > old_stop:
        yield Gap(len(before) - old_stop)


def together(found: list[Region], before: list[str]) -> list[Region]:
    """The regions, with changes that blank lines alone part as one where either has more lines in one text."""
    joined: list[Region] = []
    for region in found:
        joined.append(region)
        if len(joined) > 2 and not region.same and not any(before[joined[-2].old]):
            first = joined[-3]
            both = Region(False, slice(first.old.start, region.old.stop), slice(first.new.start, region.new.stop))
            if (uneven(first) or uneven(region)) and sum(both.lengths) <= MOST_TOGETHER:
                joined[-3:] = [both]
    return joined


def uneven(region: Region) -> bool:
    """Whether a stretch has more lines in one text than in the other."""
    old, new = region.lengths
    return old != new


def shown(sides: Sides, region: Region) -> Iterator[Row | Gap]:
    """The rows of a stretch."""
    yield from unchanged(sides, region) if region.same else laid(sides, region)


def unchanged(sides: Sides, region: Region) -> Iterator[Row | Gap]:
    """The lines nearest to the changes around a stretch that both have, and a gap for the others."""
    first, stop = region.old.start, region.old.stop
    top = first + AROUND if first or region.new.start else first
    foot = stop - AROUND if stop < len(sides.before) or region.new.stop < len(sides.after) else stop
    if foot - top < 2:
        top = foot = stop
    apart = region.new.start - first
    yield from (sides.kept(old, old + apart) for old in range(first, top))
    if foot > top:
        yield Gap(foot - top)
    yield from (sides.kept(old, old + apart) for old in range(foot, stop))


def laid(sides: Sides, region: Region) -> Iterator[Row]:
    """The rows of a changed stretch: lines that became one another share a row, the others follow one another."""
    old, new = region.old.start, region.new.start
    for old_at, new_at in pairs(sides, region):
        yield from map(sides.removed, range(old, old_at))
        yield from map(sides.added, range(new, new_at))
        yield sides.changed(old_at, new_at)
        old, new = old_at + 1, new_at + 1
    yield from map(sides.removed, range(old, region.old.stop))
    yield from map(sides.added, range(new, region.new.stop))


def pairs(sides: Sides, region: Region) -> list[tuple[int, int]]:
    """The lines that became one another: those that share a third of their words, or stand alone on both sides."""
    old = [at for at in range(region.old.start, region.old.stop) if at not in sides.moves.left]
    new = [at for at in range(region.new.start, region.new.stop) if at not in sides.moves.came]
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    found: dict[int, int] = {}
    taken = set()
    for (was, now), shared in alike(sides, old, new).most_common():
        enough = 3 * shared >= max(count(sides.before[was]), count(sides.after[now]))
        if enough and was not in found and now not in taken:
            found[was] = now
            taken.add(now)
    return sorted(found.items())


def alike(sides: Sides, old: list[int], new: list[int]) -> Counter[tuple[int, int]]:
    """How many words, kept in order, each line has in common with each; one without words is as one."""
    before = [(at, word) for at in old for word in WORD.findall(sides.before[at]) or [sides.before[at]]]
    after = [(at, word) for at in new for word in WORD.findall(sides.after[at]) or [sides.after[at]]]
    shared: Counter[tuple[int, int]] = Counter()
    for region in regions([word for _, word in before], [word for _, word in after], sides.budget):
        if region.same:
            both = zip(before[region.old], after[region.new], strict=True)
            shared.update((was, now) for (was, _), (now, _) in both)
    return shared


def directed(table: list[Row | Gap]) -> list[Row | Gap]:
    """The same with each place of a move told where the other is: the one that comes first has it below."""
    first: dict[int, RowKind] = {}
    found: list[Row | Gap] = []
    for row in table:
        if isinstance(row, Row) and row.moved:
            kind = first.setdefault(row.moved, row.kind)
            found.append(row._replace(other="below" if kind == row.kind else "above"))
        else:
            found.append(row)
    return found


def marked(kind: Literal["kept", "removed", "added"], text: str) -> list[Run]:
    """A text as one run, or none where it is empty."""
    return [Run(kind, text)] if text else []
