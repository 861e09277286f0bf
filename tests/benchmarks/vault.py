"""Is the import of a vault quick, linear in its notes and bounded in memory, where thousands link to a few notes?"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from tests.benchmarks.importing import timed_import
from tests.benchmarks.rows import settle
from tests.benchmarks.sites import site
from tests.benchmarks.tables import megabytes, milliseconds, table
from tests.benchmarks.texts import text

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.scale import Scale

WARM_UP = 20
WORDS = 150
LINKS = 12
FOLDERS = 40
#: The larger, the fewer notes have most of the links.
STEEPNESS = 3
HEAD = "---\naliases: [Note {0} by another name]\ntags: [topic-{1}, all]\ncreated: 2024-01-01\n---\n"


def show(scale: Scale, folder: Path) -> None:
    """Print what a first and a second import take, for vaults of two sizes."""
    warm = write_vault(folder / "vault-warm", WARM_UP)
    rows = []
    for count in scale.imported:
        vault = write_vault(folder / f"vault-{count}", count)
        data = folder / f"vault-import-{count}"
        with site(data) as one:
            one.run(settle, 1, 100)
            first = one.run(timed_import, warm, vault)
        with site(data) as one:
            second = one.run(timed_import, warm, vault)
        for name, took in (("first", first), ("second", second)):
            figures = [f"{took.seconds:.1f}", milliseconds(took.cpu / count), megabytes(took.growth)]
            rows.append([f"{count:,}, {name}", *figures])
    table(
        f"Importing notes of {WORDS} words and {LINKS} links, on SQLite",
        ["notes, import", "seconds", "CPU a note", "peak RSS growth"],
        rows,
        f"Each in a fresh process, after a vault of {WARM_UP} notes to warm up; the second import changes nothing.\n",
    )


def write_vault(folder: Path, notes: int) -> Path:
    """So many notes in folders, the same ones in every run; the lower a note's number, the more links lead to it."""
    random = Random(notes)  # noqa: S311 (nothing secret)
    for number in range(notes):
        path = folder / place(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        links = [link(int(notes * random.random() ** STEEPNESS), turn) for turn in range(LINKS)]
        head = HEAD.format(number, number % 90)
        path.write_text(f"{head}{text(number, WORDS)}\n## Beside\n\n- {' and '.join(links)}.\n")
    return folder


def place(number: int) -> str:
    """Where a note lies in the vault."""
    return f"part {number % FOLDERS}/Note {number}.md"


def link(number: int, turn: int) -> str:
    """A link to a note, in one of the ways that people write them."""
    ways = (
        f"[[Note {number}]]",
        f"[[note {number}|that one]]",
        f"[[{place(number).removesuffix('.md')}]]",
        f"[it](../{place(number).replace(' ', '%20')})",
        f"[[Note {number}#Beside]]",
        f"[[Not yet written {number % 500}]]",
    )
    return ways[turn % len(ways)]
