"""Does a page take longer to read the more comments there are?"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.asking import waits
from tests.benchmarks.postgres import postgres
from tests.benchmarks.rows import deepest, settle
from tests.benchmarks.sites import Site, site
from tests.benchmarks.tables import milliseconds, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.scale import Scale

WORDS = 60
A_ROUND = 8
WARM_UP = 20


@dataclass
class Page:
    """A page that is read over and over, and how long that took."""

    name: str
    site: Site
    address: str
    seconds: list[float] = field(default_factory=list)

    def read(self) -> None:
        """Read it some times over."""
        self.seconds += self.site.run(waits, self.address, A_ROUND)

    def row(self, usual: Page) -> list[str]:
        """Its median and its quickest time, each with the ratio to another page's."""
        middle, best = median(self.seconds), min(self.seconds)
        ratios = middle / median(usual.seconds), best / min(usual.seconds)
        return [self.name, milliseconds(middle), f"{ratios[0]:.2f}", milliseconds(best), f"{ratios[1]:.2f}"]


def show(scale: Scale, folder: Path) -> None:
    """Print the time of the first and the deepest part for each number of comments, on both databases."""
    rows = measured("SQLite", scale, folder, lambda name: "")
    with postgres(folder / "pg") as database:
        rows += measured("PostgreSQL", scale, folder, database)
    table(
        "Reading a profile, by its number of comments",
        ["page", "median", "ratio", "quickest", "ratio"],
        rows,
        f"Wall time of {scale.rounds * A_ROUND} requests a page, interleaved; ratios are to 20 comments, aim ≤ 1.1.\n"
        "On a busy machine trust the quickest, which had it to itself.\n"
        f"Comments of {WORDS} words; beyond the first twenty they are rows of one rendered text, bulk-created.",
    )


def measured(name: str, scale: Scale, folder: Path, database: Callable[[str], str]) -> list[list[str]]:
    """A row for each page of sites that have so many comments."""
    with ExitStack() as stack:
        pages = []
        for count in scale.read:
            one = stack.enter_context(site(folder / name / str(count), database(f"profile{count}")))
            one.run(settle, count, WORDS)
            pages += pages_of(f"{name}, {count:,}", one, count)
        for page in pages:
            page.site.run(waits, page.address, WARM_UP)
        for _ in range(scale.rounds):
            for page in pages:
                page.read()
    return [page.row(pages[0]) for page in pages]


def pages_of(name: str, site: Site, count: int) -> list[Page]:
    """The first part of a site's profile and, where there are more, the deepest."""
    first = [Page(f"{name}: first part", site, "/")]
    return first if count <= 20 else [*first, Page(f"{name}: deepest part", site, site.run(deepest))]
