"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scale:
    """Comments of the profiles that are read and of the archives that are imported, and how often each is measured.

    `pages` are those of the wikis that are read, `edits` those of a page whose history is weighed.
    `votes` are those of a large table; a storm of votes lasts `storm` seconds, and there are so many `storms`.
    """

    read: tuple[int, ...]
    rounds: int
    imported: tuple[int, ...]
    imports: int
    requests: int
    votes: int
    storms: int
    storm: int
    pages: tuple[int, ...]
    edits: int


FULL = Scale(
    read=(20, 10_000, 100_000),
    rounds=40,
    imported=(2_000, 10_000),
    imports=2,
    requests=400,
    votes=1_000_000,
    storms=5,
    storm=5,
    pages=(100, 10_000, 100_000),
    edits=1_000,
)
QUICK = Scale(
    read=(20, 10_000),
    rounds=15,
    imported=(400, 2_000),
    imports=1,
    requests=200,
    votes=100_000,
    storms=3,
    storm=2,
    pages=(100, 10_000),
    edits=50,
)
