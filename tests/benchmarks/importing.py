"""Is an import quick, linear in its comments, and bounded in memory?"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from tests.benchmarks.memory import own_peak
from tests.benchmarks.rows import move_in
from tests.benchmarks.sites import site
from tests.benchmarks.tables import megabytes, milliseconds, table
from tests.benchmarks.texts import write_archive
from wiki.archive.importing import import_archive

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.scale import Scale

WARM_UP = 20


@dataclass(frozen=True)
class Import:
    """What an import took."""

    seconds: float
    cpu: float
    growth: int


def show(scale: Scale, folder: Path) -> None:
    """Print the rate, the linearity and the peak memory of imports of two sizes."""
    warm = write_archive(folder / "archive-warm", WARM_UP)
    archives = {count: write_archive(folder / f"archive-{count}", count) for count in scale.imported}
    found: dict[int, list[Import]] = {count: [] for count in archives}
    for turn in range(scale.imports):
        for count, archive in archives.items():
            data = folder / f"import-{count}-{turn}"
            with site(data) as one:
                one.run(move_in)
            with site(data) as one:
                found[count].append(one.run(timed_import, warm, archive))
    rows = [row(count, imports) for count, imports in found.items()]
    smallest, largest = min(archives), max(archives)
    ratio = cpu_for_each(largest, found[largest]) / cpu_for_each(smallest, found[smallest])
    table(
        "Importing comments of 100 words, on SQLite",
        ["comments", "seconds", "comments a second", "CPU a comment", "peak RSS growth"],
        rows,
        f"CPU time a comment at {largest:,} to that at {smallest:,}: {ratio:.2f} (linear is 1).\n"
        f"Each import in a fresh process and database, after one of {WARM_UP} comments to warm up;\n"
        "growth is how far the process's peak rose in the import.",
    )


def row(count: int, imports: list[Import]) -> list[str]:
    seconds = median(one.seconds for one in imports)
    cpu = milliseconds(cpu_for_each(count, imports))
    growth = megabytes(median(one.growth for one in imports))
    return [f"{count:,}", f"{seconds:.1f}", f"{count / seconds:,.0f}", cpu, growth]


def cpu_for_each(count: int, imports: list[Import]) -> float:
    return median(one.cpu for one in imports) / count


def timed_import(warm: Path, archive: Path) -> Import:
    """Import both into the site of this process; what the second took."""
    import_archive(warm)
    peak, start, busy = own_peak(), perf_counter(), process_time()
    import_archive(archive)
    return Import(perf_counter() - start, process_time() - busy, own_peak() - peak)
