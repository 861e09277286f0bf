"""Is a difference of long texts found in time and in bounded memory, and does a merge come to what git's does?"""

from __future__ import annotations

import shutil
from time import process_time
from typing import TYPE_CHECKING

from tests.benchmarks.memory import own_peak
from tests.benchmarks.sites import site
from tests.benchmarks.tables import megabytes, milliseconds, table
from tests.benchmarks.texts import text
from tests.lib.against_git import asked_of_git, triples
from wiki.lib.diffs import counts, diff
from wiki.lib.merges import merge_lines
from wiki.lib.side_by_side import rows

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGE, WORDS = 512 * 1024, 95_000
MERGES = 1_000


def one_word() -> tuple[str, str]:
    """A long text, and the same with a word more in its middle."""
    old = text(3, WORDS)[:LARGE]
    return old, old[: LARGE // 2] + " indeed" + old[LARGE // 2 :]


def every_line() -> tuple[str, str]:
    """A long text, and the same with a word changed in each line."""
    old = text(3, WORDS)[:LARGE]
    return old, "".join(f"Now {line}" if line.strip() else line for line in old.splitlines(keepends=True))


def another() -> tuple[str, str]:
    """Two long texts that have nothing but words in common."""
    return text(3, WORDS)[:LARGE], text(5, WORDS)[:LARGE]


def short_lines() -> tuple[str, str]:
    """Two long texts of short lines, few of which agree, in no order."""
    old, new = ([f"{number * step % 9_973}\n" for number in range(LARGE // 5)] for step in (7, 11))
    return "".join(old)[:LARGE], "".join(new)[:LARGE]


TEXTS = {
    "a word added": one_word,
    "every line changed": every_line,
    "another text": another,
    "100,000 short lines in another order": short_lines,
}


def show_comparing(folder: Path) -> None:
    """Print the time and memory of differences, and how many merges agree with git's."""
    found = []
    for number, (name, made) in enumerate(TEXTS.items()):
        # A process of its own for each, since its peak only ever rises.
        with site(folder / f"diff-{number}") as one:
            found.append([name, *one.run(compared, made)])
    table(
        f"The difference of two texts of {LARGE // 1024} KB",
        ["texts", "runs", "side by side", "counts", "peak RSS growth", "by words everywhere"],
        found,
        "CPU time, aim ≤ 2 s; where not all is compared by words, the page says so.",
    )
    agreeing = f"{merged_as_git(folder):,}" if shutil.which("git") else "git is not here"
    table("Merges of two people's changes", ["", "as `git merge-file`"], [[f"of {MERGES:,}", agreeing]])


def compared(made: Callable[[], tuple[str, str]]) -> list[str]:
    """What it takes to compare these, in each way; called in a process of its own."""
    old, new = made()
    peak, took = own_peak(), []
    for way in (diff, rows, counts):
        start = process_time()
        way(old, new)
        took.append(milliseconds(process_time() - start))
    growth = own_peak() - peak
    return [*took, megabytes(growth), "no" if rows(old, new).by_lines else "yes"]


def merged_as_git(folder: Path) -> int:
    """How many merges come to what git's come to, byte for byte, or are conflicts to both."""
    asked = triples(MERGES)
    both = zip((merge_lines(*texts) for texts in asked), asked_of_git(folder, asked), strict=True)
    return sum(ours == gits for ours, gits in both)
