"""Does a discussion take longer to read the more was said, and what does a large one take?"""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING

from tests import make
from tests.benchmarks.asking import queries, size, waits
from tests.benchmarks.postgres import postgres
from tests.benchmarks.rows import move_in
from tests.benchmarks.sites import site
from tests.benchmarks.tables import kilobytes, milliseconds, table
from tests.comments.discussing import crowd

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.scale import Scale
    from tests.benchmarks.sites import Site

MANY = 5_000
ADDRESS = "/wiki/talked-about/"
A_ROUND = 5


def talk(replies: int, *, deep: bool) -> None:
    """A page on which so much was said, one below the other if it is to be deep."""
    move_in()
    page = make.page(make.primary(), title="Talked about")
    if replies:
        crowd(page, replies, deep=deep)


def show(scale: Scale, folder: Path) -> None:
    """Print the time of a page by what was said on it, beside that of a bare view, on both databases."""
    rows = measured("SQLite", scale, folder, lambda _name: "")
    with postgres(folder / "pg") as database:
        rows += measured("PostgreSQL", scale, folder, database)
    table(
        f"Reading a page on which {MANY:,} comments were said",
        ["page", "median", "× bare", "quickest", "queries", "size"],
        rows,
        f"Wall time of {scale.rounds * A_ROUND} requests each, interleaved; the first 200 comments are shown,\n"
        "or of those one below the other six. A bare view says `ok` behind Django's middleware.",
    )


def measured(name: str, scale: Scale, folder: Path, database: Callable[[str], str]) -> list[list[str]]:
    """A row for each page."""
    with ExitStack() as stack:
        bare = stack.enter_context(site(folder / name / "bare", settings="tests.benchmarks.bare"))
        pages: dict[str, Site] = {}
        for label, count, deep in (("no comments", 0, False), (f"{MANY:,}", MANY, False), ("all deep", MANY, True)):
            key = label.replace(" ", "").replace(",", "")
            one = stack.enter_context(site(folder / name / key, database(f"talk{key}")))
            one.run(talk, count, deep=deep)
            pages[f"{name}, {label}"] = one
        seconds: dict[str, list[float]] = {label: [] for label in (*pages, "bare")}
        for _ in range(scale.rounds):
            seconds["bare"] += bare.run(waits, "/", A_ROUND)
            for label, one in pages.items():
                seconds[label] += one.run(waits, ADDRESS, A_ROUND)
        return [row(label, one, seconds[label], median(seconds["bare"])) for label, one in pages.items()]


def row(label: str, one: Site, seconds: list[float], bare: float) -> list[str]:
    """What reading one page takes."""
    middle, asked = median(seconds), len(one.run(queries, ADDRESS))
    ratio = f"{middle / bare:.0f}"
    return [
        label,
        milliseconds(middle),
        ratio,
        milliseconds(min(seconds)),
        str(asked),
        kilobytes(one.run(size, ADDRESS)),
    ]
