"""Texts that look and pack like somebody's, the same ones in every run: the demo's words, in runs of a few."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING

from wiki.archive.demonstration import DEMO

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [word for path in sorted(DEMO.rglob("*.md")) for word in re.findall(r"[a-z]{2,}[.,]?", path.read_text())]
LONGEST_RUN = 3
PARAGRAPH = 60
SHAPES = ("{0} {1} {2}", "> {0} {1} {2}", "{0} *{1}* {2}", "- {0}\n- {1}\n- {2}", "{0} [{1}](https://example.org/) {2}")


def text(number: int, words: int) -> str:
    """So many words of Markdown: paragraphs with emphasis, a link, a quotation and a list."""
    random = Random(number)  # noqa: S311 (nothing secret)
    found: list[str] = []
    while len(found) < words:
        start = random.randrange(len(WORDS) - LONGEST_RUN)
        found += WORDS[start : start + random.randint(1, LONGEST_RUN)]
    blocks = []
    for start in range(0, words, PARAGRAPH):
        part = found[start : min(start + PARAGRAPH, words)]
        shape = SHAPES[start // PARAGRAPH % len(SHAPES)]
        blocks.append(shape.format(" ".join(part[:-10]), part[-10], " ".join(part[-9:])))
    return "\n\n".join(blocks) + "\n"


def write_archive(folder: Path, comments: int) -> Path:
    """An archive of so many comments of 100 words, one a minute; a larger one begins with the smaller."""
    (folder / "comments").mkdir(parents=True)
    (folder / "author.md").write_text("---\nname: Emmy Noether\nslug: emmy-noether\n---\nI work on *ideals*.\n")
    for number in range(comments):
        day, minute = divmod(number, 24 * 60)
        posted = f"2024-01-{1 + day:02}T{minute // 60:02}:{minute % 60:02}:00Z"
        head = f"---\nid: g{number}\nposted: {posted}\non:\n  title: On rings {number % 90}\n---\n"
        (folder / "comments" / f"g{number:06}.md").write_text(head + text(number, 100))
    return folder
