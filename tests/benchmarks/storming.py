"""Cast votes in the process of a site, from some threads at once, and time them."""

from __future__ import annotations

import random
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from time import monotonic, perf_counter, sleep, time
from typing import TYPE_CHECKING, Any

from django.db import connection

from tests.benchmarks.ballots import keen_reader, span
from tests.benchmarks.pgbench import with_parameters
from wiki.comments.votes import CommentVote
from wiki.comments.voting import own_votes
from wiki.votes.abstract import Axis
from wiki.votes.casters import Caster
from wiki.votes.casting import CHANGED, SPENT, Ballot, cast, parameters, parts
from wiki.votes.recounting import drift

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Storm:
    """From when (seconds since 1970), for how long, from how many threads, and on how many comments."""

    start: float
    seconds: float
    threads: int
    comments: int

    def votes(self, press: Callable[[int, Caster, Ballot], object]) -> list[float]:
        """Press again and again, each time as another voter; the seconds that each vote took."""
        comments, voters = span("comments"), span("voters")
        with ThreadPoolExecutor(self.threads) as pool:
            ends = [pool.submit(self.one, press, comments[0], voters) for _ in range(self.threads)]
            return [seconds for end in ends for seconds in end.result()]

    def one(self, press: Callable[[int, Caster, Ballot], object], comment: int, voters: tuple[int, int]) -> list[float]:
        """What one thread does of it."""
        connection.ensure_connection()
        drawn = random.Random(threading.get_ident())  # noqa: S311  a storm, no secret
        sleep(max(0, self.start - time()))
        end, found = monotonic() + self.seconds, []
        while monotonic() < end:
            voter, axis = drawn.randint(*voters), drawn.choice((Axis.KARMA, Axis.AGREEMENT))
            ballot = Ballot(axis, drawn.choice((-1, 1)))
            begun = perf_counter()
            press(comment + drawn.randrange(self.comments), browser(voter), ballot)
            found.append(perf_counter() - begun)
        connection.close()
        return found


def browser(voter: int) -> Caster:
    """This voter, alone in its network."""
    return Caster(voter, voter, None, owns=False, network=f"network-{voter}")


def storm(told: Storm) -> list[float]:
    """Cast votes as the site does."""
    return told.votes(lambda target, caster, ballot: cast(CommentVote, target, caster, ballot))


def bare_storm(told: Storm) -> list[float]:
    """Run the same statements on the same SQLite file, by nothing but Python's own driver."""
    own = threading.local()
    statements = [with_parameters(sql, lambda name: f":{name}") for sql in parts(CommentVote)]

    def press(target: int, caster: Caster, ballot: Ballot) -> None:
        if not hasattr(own, "connection"):
            own.connection = sqlite3.connect(connection.settings_dict["NAME"], timeout=20, isolation_level=None)
            own.connection.execute("PRAGMA synchronous=NORMAL")
        told = parameters(target, caster, ballot)
        run(own.connection, statements, told)

    return told.votes(press)


def run(database: sqlite3.Connection, statements: list[str], told: dict[str, Any]) -> None:
    """One vote: three statements in a transaction."""
    spend, change, add = statements
    database.execute("BEGIN IMMEDIATE")
    spent = database.execute(spend, told).fetchone()
    changed = database.execute(change, told | dict(zip(SPENT, spent, strict=True))).fetchone()
    database.execute(add, dict(zip(CHANGED, changed, strict=True))).fetchone()
    database.execute("COMMIT")


def casts(times: int) -> list[float]:
    """Seconds of so many casts, one after another, each on another comment and by another voter."""
    comments, voters = span("comments"), span("voters")
    found = []
    for _ in range(times):
        target, voter = random.randint(*comments), random.randint(*voters)  # noqa: S311
        start = perf_counter()
        cast(CommentVote, target, browser(voter), Ballot(Axis.KARMA, random.choice((-1, 1))))  # noqa: S311
        found.append(perf_counter() - start)
    return found


def check() -> tuple[int, float]:
    """How many tallies drifted, and the seconds that it took to find out."""
    start = perf_counter()
    drifted = len(list(drift(CommentVote)))
    return drifted, perf_counter() - start


def mine(comments: int, times: int) -> float:
    """Median of the seconds that it takes to find one's own votes on so many comments."""
    voter, targets = keen_reader(comments)
    found = []
    for _ in range(times):
        start = perf_counter()
        if len(own_votes(browser(voter), targets)) != comments:
            raise RuntimeError("some votes were not found")
        found.append(perf_counter() - start)
    return median(found)
