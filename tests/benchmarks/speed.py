"""How much of a CPU does a page take, and how many bytes and queries?"""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.asking import companions, queries, size, work
from tests.benchmarks.rows import settle, settle_archive
from tests.benchmarks.sites import Site, site
from tests.benchmarks.tables import kilobytes, milliseconds, table
from tests.conftest import SHARED
from tests.queries import tables

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.scale import Scale

SEED = SHARED / "seed" / "archive"
COMMENTS, WORDS = 20, 600
WARM_UP = 20
A_ROUND, BARE_A_ROUND = 10, 100


def show(scale: Scale, folder: Path) -> None:
    """Print the CPU time of profiles as a ratio to a bare view's, then the bytes and queries of the same pages."""
    with ExitStack() as stack:
        bare = stack.enter_context(site(folder / "bare", settings="tests.benchmarks.bare"))
        plain = stack.enter_context(site(folder / "plain"))
        plain.run(settle, COMMENTS, WORDS)
        full = stack.enter_context(site(folder / "full"))
        full.run(settle, COMMENTS, WORDS, in_context=True)
        profiles = {f"{COMMENTS} comments of {WORDS} words": plain, "the same, with titles, context and karma": full}
        if SEED.is_dir():
            profiles["the seed profile"] = stack.enter_context(site(folder / "seed"))
            profiles["the seed profile"].run(settle_archive, SEED)
        show_work(scale, bare, profiles)
        show_sizes(profiles)
        show_queries(full)


def show_work(scale: Scale, bare: Site, profiles: dict[str, Site]) -> None:
    """A row for each profile, plain and compressed: CPU time, and the median over rounds of the ratio in each."""
    pages = {(name, gzip): one for name, one in profiles.items() for gzip in (False, True)}
    bare.run(work, "/", WARM_UP)
    for (_, gzip), one in pages.items():
        one.run(work, "/", WARM_UP, gzip=gzip)
    plain: list[float] = []
    found: dict[tuple[str, bool], list[float]] = {page: [] for page in pages}
    for _ in range(scale.rounds):
        plain.append(bare.run(work, "/", BARE_A_ROUND))
        for (name, gzip), one in pages.items():
            found[name, gzip].append(one.run(work, "/", A_ROUND, gzip=gzip))
    rows = [["a bare view, default middleware", milliseconds(median(plain)), "1"]]
    for (name, gzip), seconds in found.items():
        ratio = median(base / own for base, own in zip(plain, seconds, strict=True))
        rows.append([f"{name}{', gzip' if gzip else ''}", milliseconds(median(seconds)), f"{ratio:.3f}"])
    notes = f"CPU time in process, through WSGI; medians of {scale.rounds} interleaved rounds."
    table("Requests per CPU second, on SQLite", ["page", "CPU a request", "ratio to bare (aim ≥ 0.060)"], rows, notes)


def show_sizes(profiles: dict[str, Site]) -> None:
    """A row for each profile: its bytes, and those of all that a first view asks for."""
    rows = []
    for name, one in profiles.items():
        files = one.run(companions, "/")
        packed = one.run(size, "/", gzip=True)
        whole = packed + sum(one.run(size, file, gzip=True) for file in files)
        rows.append([name, kilobytes(one.run(size, "/")), kilobytes(packed), kilobytes(whole), str(1 + len(files))])
    head = ["page", "raw", "gzip", "first view, gzip (aim ≤ 60 KB)", "requests (aim ≤ 6)"]
    table("Bytes", head, rows)


def show_queries(profile: Site) -> None:
    """What a profile asks the database."""
    sql = profile.run(queries, "/")
    rows = [[name, kilobytes(len(query))] for name, query in zip(tables(sql), sql, strict=True)]
    table(f"Queries of a profile: {len(sql)} (aim ≤ 6)", ["first table read", "length of the SQL"], rows)
