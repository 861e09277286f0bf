"""Changes that two people made to one text by chance, and what git makes of them."""

from __future__ import annotations

import subprocess
from random import Random
from typing import TYPE_CHECKING

from wiki.lib.merges import has_markers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Lines that part the texts in one file, more than git would take into a conflict.
APART = "".join(f"{{0}}:{line}\n" for line in range(5))
AT_ONCE = 50


def triples(count: int) -> list[list[str]]:
    """So many texts with what two people made of each, the same ones in every run."""
    chance = Random(7)  # noqa: S311 (nothing secret)
    found = []
    for _ in range(count):
        base = [f"{chance.random()}\n" for _ in range(chance.randrange(25))]
        found.append(["".join(lines) for lines in (base, edited(chance, base), edited(chance, base))])
    return found


def edited(chance: Random, base: list[str]) -> list[str]:
    """The lines with up to four of them added, removed or replaced."""
    found = list(base)
    for _ in range(chance.randrange(5)):
        at = chance.randrange(len(found) + 1)
        found[at : at + chance.randrange(2)] = [f"{chance.random()}\n"] * chance.randrange(2)
    return found


def asked_of_git(folder: Path, asked: list[list[str]]) -> list[str | None]:
    """What git makes of each, or nothing where it finds a conflict; the folder is written to."""
    parts = [asked[at : at + AT_ONCE] for at in range(0, len(asked), AT_ONCE)]
    return [merged for part in parts for merged in in_one_file(folder, part)]


def in_one_file(folder: Path, asked: list[list[str]]) -> Iterator[str | None]:
    """The same for some of them, which git is asked for all at once, far enough apart."""
    for name, texts in zip(("base", "mine", "theirs"), zip(*asked, strict=True), strict=True):
        (folder / name).write_text("".join(f"{text}{APART.format(at)}" for at, text in enumerate(texts)))
    command = ["git", "merge-file", "-p", "-q", "mine", "base", "theirs"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    for at in range(len(asked)):
        text, told = told.split(APART.format(at), 1)
        yield None if has_markers(text) else text
