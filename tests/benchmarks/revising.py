"""What does a save cost, by size, by its links and by those that lead to it; and what does a page's history weigh?"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from tests import make
from tests.benchmarks.library import HUB, MOST_LINKED
from tests.benchmarks.tables import megabytes, milliseconds, table
from tests.benchmarks.texts import text as words
from tests.queries import captured
from wiki.authors.models import Author
from wiki.links.painting import Text, paint
from wiki.pages.models import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.benchmarks.leafing import Shelf
    from tests.benchmarks.scale import Scale

FEW, MANY = 300, 5_000
SMALL, WEIGHED, LARGE = 5 * 1024, 100 * 1024, 512 * 1024
WORDS = 95_000
ROUNDS = 5


class Cost(NamedTuple):
    """What something took: CPU seconds of this process, seconds of all, queries."""

    cpu: float
    wall: float
    queries: int

    def row(self, name: str) -> list[str]:
        """How it is printed."""
        return [name, milliseconds(self.cpu), milliseconds(self.wall), str(self.queries)]


def show_revising(scale: Scale, shelves: list[Shelf]) -> None:
    """Print what saves and paintings cost, and what a page's history weighs on disk."""
    rows, weights = [], []
    for shelf in shelves:
        found = shelf.site.run(saves) | shelf.site.run(paintings)
        rows += [cost.row(f"{shelf.database}: {what}") for what, cost in found.items()]
        weight = shelf.site.run(weigh, scale.edits)
        weights.append([shelf.database, f"{scale.edits:,}", megabytes(weight), f"{weight / scale.edits / 1024:.0f} KB"])
    table(
        f"Saves, with rendering, links and difference, and paintings, among {shelves[0].pages:,} pages",
        ["what", "CPU", "quickest", "queries"],
        rows,
        f"Medians of {ROUNDS} CPU times in process (on PostgreSQL without the server's own), and the quickest wall"
        f" time.\nAims: {SMALL // 1024} KB in 40 ms, {LARGE // 1024} KB in 500 ms; {MANY:,} links in 10 queries.",
    )
    table(f"Edits of a page of {WEIGHED // 1024} KB", ["database", "edits", "on disk", "an edit"], weights)


def saves() -> dict[str, Cost]:
    """What each kind of save costs; called in the site's process."""
    author, prose = Author.objects.get(primary=True), words(3, WORDS)
    few, many = links(FEW), links(MANY)
    hub = Page.objects.get(title=HUB)
    return {
        f"a save of {SMALL // 1024} KB": measured(edits(new(author), prose[:SMALL])),
        f"of {SMALL // 1024} KB where {MOST_LINKED:,} links lead": measured(edits(hub, prose[:SMALL])),
        f"of {LARGE // 1024} KB, {FEW} links": measured(edits(new(author), few + prose[: LARGE - len(few)])),
        f"of {LARGE // 1024} KB, {MANY:,} links": measured(edits(new(author), many + prose[: LARGE - len(many)])),
        f"of {MANY:,} new links": measured(first(author, many)),
        f"a new page that {MANY:,} links want": measured(wanted(author)),
    }


def new(author: Author) -> Page:
    """A page that says little yet."""
    return make.page(author, body="Little yet.")


def links(count: int) -> str:
    """A text with so many links to different pages, each in a sentence of a list."""
    return "".join(f"- See [[Topic {number}]] on what was said.\n" for number in range(count)) + "\n"


def edits(page: Page, body: str) -> list[Callable[[], object]]:
    """Edits that each change a word of this text, which the page says already."""
    editor = Author.objects.get(primary=True)
    make.revise(page, editor, body=f"Turn first.\n\n{body}")
    return [partial(make.revise, page, editor, body=f"Turn {turn}.\n\n{body}") for turn in range(ROUNDS + 1)]


def first(author: Author, body: str) -> list[Callable[[], object]]:
    """Edits that each bring this text to a page that said little."""
    return [partial(make.revise, new(author), author, body=body) for _ in range(ROUNDS + 1)]


def wanted(author: Author) -> list[Callable[[], object]]:
    """New pages, each with a title that many links name already."""
    titles = [f"Wanted {turn}" for turn in range(ROUNDS + 1)]
    for title in titles:
        make.page(author, body="".join(f"- [[{title}]] for reason {number}\n" for number in range(MANY)))
    return [partial(make.page, author, title=title) for title in titles]


def paintings() -> dict[str, Cost]:
    """What it costs to paint texts with many links, as at every reading; called in the site's process."""
    author, found = Author.objects.get(primary=True), {}
    for count in (FEW, MANY):
        page = make.page(author, body=links(count))
        text = Text(page.latest.html, "page", page.pk, page.get_absolute_url())
        found[f"painting {count:,} links"] = measured([partial(paint, [text], AnonymousUser())] * (ROUNDS + 1))
    return found


def measured(turns: Iterable[Callable[[], object]]) -> Cost:
    """What these took that do the same; the last has its queries listed, which takes time itself, and is not timed."""
    *timed, last = turns
    cpu, wall = [], []
    for turn in timed:
        start, busy = perf_counter(), process_time()
        turn()
        cpu.append(process_time() - busy)
        wall.append(perf_counter() - start)
    with captured() as sql:
        last()
    return Cost(median(cpu), min(wall), len(sql))


def weigh(edits: int) -> int:
    """The bytes on disk that so many edits add, each of a word of a page of 100 KB; called in the site's process."""
    author, body = Author.objects.get(primary=True), words(4, WORDS)[:WEIGHED]
    page = make.page(author, body=body)
    before = size()
    for turn in range(edits):
        make.revise(page, author, body=f"Turn {turn}.\n\n{body}")
    return size() - before


def size() -> int:
    """The bytes of the database on disk, with nothing left in SQLite's log."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(connection.settings_dict["NAME"]).stat().st_size
