"""How much of a CPU does a vote take through the whole HTTP stack, and how long does its caster wait?"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from itertools import cycle
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse

from tests.benchmarks.ballots import COMMENTS, settle_votes
from tests.benchmarks.memory import processor
from tests.benchmarks.serving import up
from tests.benchmarks.sites import site
from tests.benchmarks.stack import BARE_A_ROUND, Worker, served_bare
from tests.benchmarks.storming import check
from tests.benchmarks.tables import milliseconds, table
from tests.running import CSRF, CSRF_FIELD
from wiki.comments.models import Comment
from wiki.votes import cookies
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.scale import Scale

A_ROUND = 40
FEW = 1_000
BROWSERS, CLIENTS = 1_000, 16
#: All come from one machine, whose votes are to count as if they came from many.
ENVIRONMENT = {"VOTE_NETWORK_FULL": "1000000"}
TOKEN = CSRF_FIELD.partition("=")[2]
HOW = {
    "JSON": ("application/json", "application/json"),
    "a form, answered with a part": ("application/x-www-form-urlencoded", "text/html"),
    "a form, answered with a redirect": ("application/x-www-form-urlencoded", "text/html"),
}


class Ballots:
    """Requests that each cast another vote: whose browser it is, and on what comment."""

    def __init__(self, comments: list[str], browsers: list[str]) -> None:
        self.comments, self.browsers = cycle(comments), cycle(browsers)
        self.axes, self.values = cycle(("karma", "karma", "agreement")), cycle((1, 1, -1, 1, -1))

    def next(self, how: str) -> tuple[str, bytes, dict[str, str]]:
        """The address, the body and the headers of one vote."""
        kind, wanted = HOW[how]
        told = {"axis": next(self.axes), "value": next(self.values)}
        body = json.dumps(told) if how == "JSON" else urlencode(told)
        headers = {"Content-Type": kind, "Accept": wanted, "X-CSRFToken": TOKEN}
        headers["Cookie"] = f"{CSRF}; {next(self.browsers)}"
        part = "?part=1" if how.endswith("part") else ""
        return f"/comments/{next(self.comments)}/vote/{part}", body.encode(), headers


def show_voting(scale: Scale, folder: Path) -> None:
    """Print the CPU time of a vote, in each form, as a ratio to a bare view's behind the same server, and the waits."""
    with ExitStack() as stack:
        bare = Worker(*stack.enter_context(served_bare(folder / "bare-votes")))
        filled = stack.enter_context(site(folder / "booth"))
        filled.run(settle_votes, FEW)
        ballots = Ballots(*filled.run(electorate))
        served = stack.enter_context(up(folder / "booth", **ENVIRONMENT))
        worker = Worker(served.process_id, int(served.address.rstrip("/").rpartition(":")[2]))
        compare(scale, bare, worker, ballots)
        show_waits(scale, worker, ballots)
        drifted, _seconds = filled.run(check)
        print("After it `recount --check` is clean." if not drifted else f"After it {drifted} tallies had drifted.")


def electorate() -> tuple[list[str], list[str]]:
    """The ids of the comments, and the cookies of browsers that may vote on them; called in the site's process."""
    ids = [cookies.new_id() for _ in range(BROWSERS)]
    Voter.objects.bulk_create([Voter(browser=cookies.hashed(browser)) for browser in ids])
    given = []
    for browser in ids:
        response = HttpResponse()
        cookies.give(response, browser)
        given.append(f"{cookies.name()}={response.cookies[cookies.name()].coded_value}")
    return list(Comment.objects.values_list("public_id", flat=True)), given


def compare(scale: Scale, bare: Worker, worker: Worker, ballots: Ballots) -> None:
    """A row for each form of a vote: the median over rounds of its CPU time, and of the ratio in each round."""
    plain: list[float] = []
    found: dict[str, list[float]] = {how: [] for how in HOW}
    waits: dict[str, list[float]] = {how: [] for how in HOW}
    for _ in range(scale.rounds + 1):
        plain.append(bare.work(BARE_A_ROUND))
        for how, seconds in found.items():
            start = processor(worker.process)
            waits[how] += [waited(worker.connection, *ballots.next(how)) for _ in range(A_ROUND)]
            seconds.append((processor(worker.process) - start) / A_ROUND)
    rows = [["a bare view, default middleware", milliseconds(median(plain[1:])), "1", "", ""]]
    for how, seconds in found.items():
        ratio = median(base / own for base, own in zip(plain[1:], seconds[1:], strict=True))
        rows.append([how, milliseconds(median(seconds[1:])), f"{ratio:.3f}", *middle_and_last(waits[how])])
    notes = f"CPU time of the worker that answers; medians of {scale.rounds} interleaved rounds, after one to warm up."
    head = ["a vote as", "CPU a vote", "ratio to bare (aim ≥ 0.16)", "p50", "p99"]
    table("Votes per CPU second through the server, on SQLite", head, rows, notes)


def show_waits(scale: Scale, worker: Worker, ballots: Ballots) -> None:
    """Print how long a vote takes, and how many there are a second, when many are cast at once."""
    port, asked = worker.connection.port, [ballots.next("JSON") for _ in range(scale.requests * 4)]
    start = perf_counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        shares = clients.map(lambda first: alone(port, asked[first::CLIENTS]), range(CLIENTS))
        waits = [seconds for share in shares for seconds in share]
    rate = len(waits) / (perf_counter() - start)
    rows = [["JSON", f"{rate:,.0f}", *middle_and_last(waits)]]
    table(f"Votes over HTTP, {CLIENTS} at once on {COMMENTS:,} comments", ["", "a second", "p50", "p99"], rows)


def alone(port: int, asked: list[tuple[str, bytes, dict[str, str]]]) -> list[float]:
    """Seconds that each of these votes took, one after another on a connection of their own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    return [waited(connection, *request) for request in asked]


def waited(connection: HTTPConnection, path: str, body: bytes, headers: dict[str, str]) -> float:
    """Seconds until the answer to this vote was there; anything but a vote that was taken is an error."""
    start = perf_counter()
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    if answer.status not in {200, 303}:
        raise RuntimeError(f"{path} answered {answer.status}: {said[:300]!r}")
    return perf_counter() - start


def middle_and_last(waits: list[float]) -> list[str]:
    """The median and the 99th hundredth."""
    return [milliseconds(median(waits)), milliseconds(quantiles(waits, n=100)[98])]
