"""Does a page of the wiki take longer to read the more pages there are, and the more links lead to it?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.asking import ask, environ, queries, work
from tests.benchmarks.library import HUB, MOST_LINKED, WORDS
from tests.benchmarks.tables import milliseconds, table
from tests.queries import plan

if TYPE_CHECKING:
    from tests.benchmarks.scale import Scale
    from tests.benchmarks.sites import Site

PAGE, BACKLINKS = "/wiki/topic-7/", f"/wiki/{HUB.lower()}/backlinks/"
A_ROUND, BARE_A_ROUND, WARM_UP = 10, 100, 20
SORTS = re.compile(r"TEMP B-TREE|\bSort\b")
COUNTS = re.compile(r"\bCOUNT\(", re.IGNORECASE)
REST = re.compile(r'href="(\?kind=linked[^"]*cursor=[^"]+)"')


@dataclass
class Shelf:
    """A wiki of so many pages, and the CPU time that reading one took in each round."""

    database: str
    pages: int
    site: Site
    seconds: list[float] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What its row is called."""
        return f"{self.database}, {self.pages:,} pages"


def show_leafing(scale: Scale, bare: Site, shelves: list[Shelf]) -> None:
    """Print the CPU time of reading a page as a ratio to a bare view's, and how far it grew."""
    plain: list[float] = []
    for one in (bare, *(shelf.site for shelf in shelves)):
        one.run(work, "/" if one is bare else PAGE, WARM_UP)
    for _ in range(scale.rounds):
        plain.append(bare.run(work, "/", BARE_A_ROUND))
        for shelf in shelves:
            shelf.seconds.append(shelf.site.run(work, PAGE, A_ROUND))
    smallest = {shelf.database: shelf for shelf in reversed(shelves)}
    rows = [["a bare view, default middleware", milliseconds(median(plain)), "1", "", ""]]
    rows += [leafed(shelf, plain, smallest[shelf.database]) for shelf in shelves]
    table(
        f"Reading a page of {WORDS} words",
        ["wiki", "CPU a request", "ratio to bare", "growth (aim ≤ 1.3)", "queries"],
        rows,
        f"CPU time in process, through WSGI (on PostgreSQL without the server's own); medians of {scale.rounds}"
        f" interleaved rounds.\nGrowth is to the smallest wiki of the same database, by the quickest rounds.",
    )


def leafed(shelf: Shelf, plain: list[float], smallest: Shelf) -> list[str]:
    """The row of one wiki."""
    ratio = median(base / own for base, own in zip(plain, shelf.seconds, strict=True))
    growth = min(shelf.seconds) / min(smallest.seconds)
    asked = len(shelf.site.run(queries, PAGE))
    return [shelf.name, milliseconds(median(shelf.seconds)), f"{ratio:.3f}", f"{growth:.2f}", str(asked)]


def show_backlinks(shelves: list[Shelf]) -> None:
    """Print how the first and the second part of the most linked page's backlinks are found."""
    rows = []
    for shelf in shelves:
        parts = {"first": BACKLINKS, "second": shelf.site.run(second_part)}
        for name, address in parts.items():
            asked, counted, sorted_ = shelf.site.run(looked_up, address)
            cost = milliseconds(shelf.site.run(work, address, A_ROUND))
            rows.append([f"{shelf.name}: {name} part", cost, str(asked), str(counted), str(sorted_)])
    head = ["backlinks", "CPU a request", "queries (aim ≤ 6)", "that count (aim 0)", "that sort (aim 0)"]
    table(f"What leads to a page with {MOST_LINKED:,} links to it", head, rows)


def second_part() -> str:
    """The address of the second part of the backlinks, which their first part names; called in the site's process."""
    found = REST.search(ask(environ(BACKLINKS, gzip=False)).decode())
    if not found:
        raise RuntimeError("the first part of the backlinks leads to no second")
    return BACKLINKS + found[1].replace("&amp;", "&")


def looked_up(address: str) -> tuple[int, int, int]:
    """How many queries an answer takes, and how many of them count or sort; called in the site's process."""
    sql = queries(address)
    return len(sql), sum(bool(COUNTS.search(one)) for one in sql), sum(bool(SORTS.search(plan(one))) for one in sql)
