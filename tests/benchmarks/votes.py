"""How many votes a second, on one comment and on many; do more votes make one dearer; and do the sums still hold?"""

from __future__ import annotations

from contextlib import ExitStack
from statistics import median, quantiles
from time import time
from typing import TYPE_CHECKING

from tests.benchmarks.ballots import COMMENTS, lift_limits, settle_votes
from tests.benchmarks.pgbench import per_second, program, script, written
from tests.benchmarks.postgres import postgres
from tests.benchmarks.sites import Site, site
from tests.benchmarks.storming import Storm, bare_storm, casts, check, mine, storm
from tests.benchmarks.tables import milliseconds, table
from tests.benchmarks.voting import show_voting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.benchmarks.scale import Scale

FEW = 1_000
PROCESSES, THREADS = 4, 4
VOTERS = PROCESSES * THREADS
#: Before the storm begins, every process has opened its connections.
AHEAD = 0.5
A_ROUND, WARM_UP = 20, 50
LOOKED_AT, LOOKS = 500, 50


def show(scale: Scale, folder: Path) -> None:
    """Print votes per second, what they cost in a large table, and what they cost over HTTP."""
    storms, growth = measured("SQLite", scale, folder, lambda name: "")
    with postgres(folder / "pg-votes") as database:
        found = measured("PostgreSQL", scale, folder, database)
    storms, growth = storms + found[0], growth + found[1]
    show_storms(scale, storms)
    table(
        "Votes among many",
        ["database", f"cast at {FEW:,}", f"cast at {scale.votes:,}", "ratio (aim ≤ 1.2)", "quickest", "check", "mine"],
        growth,
        f"Wall time of {scale.rounds * A_ROUND} casts, one at a time and interleaved: medians, then the ratio of the "
        f"quickest.\n`check` is `recount --check` of {scale.votes:,} votes on {COMMENTS:,} comments (aim: about 1 s on "
        f"PostgreSQL);\n`mine` finds one's own votes on {LOOKED_AT} comments (aim ≤ 2 ms).",
    )
    show_voting(scale, folder)


def show_storms(scale: Scale, rows: list[list[str]]) -> None:
    """A row for each database and number of comments."""
    known = "pgbench with the same statement" if program() else "nothing: there is no pgbench here"
    table(
        f"Votes per second in process, {VOTERS} voters at once",
        ["votes", "a second", "bare", "ratio (aim ≥ 0.2 on many)", "p50", "p99", "tallies that drifted"],
        rows,
        f"{PROCESSES} processes of {THREADS} threads; medians of {scale.storms} interleaved storms of {scale.storm} s."
        f"\nBare is {known};\non SQLite Python's own driver with the same statements, from as many threads.",
    )


def measured(
    name: str, scale: Scale, folder: Path, database: Callable[[str], str]
) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the storms, and the row of what many votes cost."""
    with ExitStack() as stack:
        addresses = {count: database(f"votes{count}") for count in (FEW, scale.votes)}
        sites = {}
        for count, address in addresses.items():
            sites[count] = opened(stack, folder / f"{name}-{count}", address)
            sites[count].run(settle_votes, count)
        few, many = sites.values()
        growth = [[name, *grown(scale, few, many), *looked(many)]]
        others = [opened(stack, folder / f"{name}-{FEW}", addresses[FEW]) for _ in range(PROCESSES - 1)]
        storms = [
            stormed(f"{name}, {what}", scale, [few, *others], addresses[FEW], folder, comments)
            for what, comments in ((f"on {COMMENTS:,} comments", COMMENTS), ("all on one", 1))
        ]
    return storms, growth


def opened(stack: ExitStack, data: Path, address: str) -> Site:
    """A site in a process where nobody votes too often."""
    one = stack.enter_context(site(data, address))
    one.run(lift_limits)
    return one


def grown(scale: Scale, few: Site, many: Site) -> list[str]:
    """What a cast costs among few votes and among many."""
    found: dict[Site, list[float]] = {few: [], many: []}
    for one in found:
        one.run(casts, WARM_UP)
    for _ in range(scale.rounds):
        for one, seconds in found.items():
            seconds += one.run(casts, A_ROUND)
    middle, best = [[pick(found[one]) for one in (few, many)] for pick in (median, min)]
    return [*map(milliseconds, middle), f"{middle[1] / middle[0]:.2f}", f"{best[1] / best[0]:.2f}"]


def looked(many: Site) -> list[str]:
    """What it costs to prove the tallies, and to find one's own votes."""
    drifted, seconds = many.run(check)
    own = many.run(mine, LOOKED_AT, LOOKS)
    return [f"{seconds:.2f} s, {'clean' if not drifted else f'{drifted} drifted'}", milliseconds(own)]


def stormed(what: str, scale: Scale, sites: list[Site], address: str, folder: Path, comments: int) -> list[str]:
    """Storms in turn with bare ones, and whether the sums held."""
    ours, bare, waits = [], [], []
    for _ in range(scale.storms):
        bare.append(bare_votes(scale, sites, address, folder, comments))
        found = together(storm, scale, sites, comments)
        ours.append(len(found) / scale.storm)
        waits += found
    ratio = median(own / base for own, base in zip(ours, bare, strict=True)) if all(bare) else 0
    hundredths = quantiles(waits, n=100)
    drifted, _seconds = sites[0].run(check)
    told = [f"{median(ours):,.0f}", f"{median(bare):,.0f}" if all(bare) else "", f"{ratio:.3f}" if ratio else ""]
    return [what, *told, milliseconds(median(waits)), milliseconds(hundredths[98]), str(drifted)]


def bare_votes(scale: Scale, sites: list[Site], address: str, folder: Path, comments: int) -> float:
    """Votes per second without the site; 0 where nothing is there to measure them."""
    if not address:
        return len(together(bare_storm, scale, sites, comments)) / scale.storm
    if not program():
        return 0
    text = sites[0].run(script, comments, int(time()) // 60)
    return per_second(address, written(text, folder), VOTERS, scale.storm)


def together(what: Callable[[Storm], list[float]], scale: Scale, sites: list[Site], comments: int) -> list[float]:
    """The seconds of all votes of a storm in all these processes."""
    told = Storm(time() + AHEAD, scale.storm, THREADS, comments)
    ends = [one.pool.submit(what, told) for one in sites]
    return [seconds for end in ends for seconds in end.result()]
