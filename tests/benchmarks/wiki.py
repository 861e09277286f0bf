"""Is a large wiki as quick to read as a small one, and what do its saves, links, differences and histories cost?"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from tests.benchmarks.comparing import show_comparing
from tests.benchmarks.leafing import Shelf, show_backlinks, show_leafing
from tests.benchmarks.library import settle_pages
from tests.benchmarks.postgres import postgres
from tests.benchmarks.revising import show_revising
from tests.benchmarks.sites import site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.scale import Scale


def show(scale: Scale, folder: Path) -> None:
    """Print the figures of the wiki; those that a database has a part in, on both."""
    with ExitStack() as stack:
        bare = stack.enter_context(site(folder / "bare-wiki", settings="tests.benchmarks.bare"))
        server = stack.enter_context(postgres(folder / "pg-wiki"))
        shelves = []
        for name in ("SQLite", "PostgreSQL"):
            for count in scale.pages:
                address = server(f"wiki{count}") if name == "PostgreSQL" else ""
                one = stack.enter_context(site(folder / f"wiki-{name}-{count}", address))
                one.run(settle_pages, count)
                shelves.append(Shelf(name, count, one))
        show_leafing(scale, bare, shelves)
        largest = [shelf for shelf in shelves if shelf.pages == max(scale.pages)]
        show_backlinks(largest)
        show_revising(scale, largest)
    show_comparing(folder)
