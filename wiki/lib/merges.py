"""Two texts made from one, and the text that has the changes of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wiki.lib.regions import Budget, regions
from wiki.lib.words import lines, words

MARKERS = re.compile("^<{7}", re.MULTILINE)


class Merged(NamedTuple):
    """The text with the changes of both, and whether any of it was settled word by word."""

    text: str
    by_words: bool


class Span(NamedTuple):
    """A stretch of the base that either text or both changed, and how much longer each made it."""

    start: int
    stop: int
    mine: int
    theirs: int


class Stretch(NamedTuple):
    """What the three texts have in one place."""

    base: str
    mine: str
    theirs: str

    def settled(self) -> str | None:
        """What stands where at most one text changed the base, or both in one way; nothing where they disagree."""
        if self.theirs in (self.base, self.mine):
            return self.mine
        return self.theirs if self.mine == self.base else None


def normal(text: str) -> str:
    """The text with line feeds alone as line ends and none at its end, so that a form's equals a file's."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def has_markers(text: str) -> bool:
    """Whether a line begins as the conflicts do that other programs write into a text."""
    return bool(MARKERS.search(text))


def merge(base: str, mine: str, theirs: str) -> Merged | None:
    """The normal text with what each changed, by lines and, where lines clash, by words; nothing where words clash."""
    found, clashed, budget = "", False, Budget()
    for stretch in stretches([lines(normal(text) + "\n") for text in (base, mine, theirs)], budget):
        text = stretch.settled()
        if text is None:
            text, clashed = joined(stretches([words(text) for text in stretch], budget)), True
        if text is None:
            return None
        found += text
    return Merged(normal(found), clashed)


def merge_lines(base: str, mine: str, theirs: str) -> str | None:
    """The text with the lines that each changed, or nothing where both changed the same or touching lines."""
    return joined(stretches([lines(text) for text in (base, mine, theirs)], Budget()))


def joined(found: Iterator[Stretch]) -> str | None:
    """What all the stretches settle on, or nothing where one does not."""
    settled = [stretch.settled() for stretch in found]
    return None if None in settled else "".join(text for text in settled if text)


def stretches(texts: Sequence[list[str]], budget: Budget) -> Iterator[Stretch]:
    """Base, mine and theirs in turn, parted where what was changed begins and ends."""
    base, mine, theirs = texts
    at = mine_at = theirs_at = 0
    for span in [*spans(base, mine, theirs, budget), Span(len(base), len(base), 0, 0)]:
        kept = "".join(base[at : span.start])
        yield Stretch(kept, kept, kept)
        mine_at, theirs_at = mine_at + span.start - at, theirs_at + span.start - at
        at, size = span.stop, span.stop - span.start
        mine_stop, theirs_stop = mine_at + size + span.mine, theirs_at + size + span.theirs
        changed = base[span.start : at], mine[mine_at:mine_stop], theirs[theirs_at:theirs_stop]
        yield Stretch(*map("".join, changed))
        mine_at, theirs_at = mine_stop, theirs_stop


def spans(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str], budget: Budget) -> list[Span]:
    """What either text changed in the base, in turn; changes that meet or touch are one."""
    found = [Span(start, stop, grown, 0) for start, stop, grown in changes(base, mine, budget)]
    found += [Span(start, stop, 0, grown) for start, stop, grown in changes(base, theirs, budget)]
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start <= joined[-1].stop:
            last = joined.pop()
            joined.append(Span(last.start, max(last.stop, span.stop), last.mine + span.mine, last.theirs + span.theirs))
        else:
            joined.append(span)
    return joined


def changes(base: Sequence[str], text: Sequence[str], budget: Budget) -> Iterator[tuple[int, int, int]]:
    """Where a change of the base starts and stops, and how much longer it made it."""
    for region in regions(base, text, budget):
        if not region.same:
            old, new = region.lengths
            yield region.old.start, region.old.stop, new - old
