"""How much of a CPU does a page take through the whole HTTP stack: the server that `up` runs, and the site?"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from statistics import median
from typing import TYPE_CHECKING

from django.test import Client

from tests.benchmarks.memory import children, processor
from tests.benchmarks.rows import settle, settle_archive
from tests.benchmarks.serving import ROOT, free_port, stop, up, wait_for
from tests.benchmarks.sites import site, variables
from tests.benchmarks.speed import COMMENTS, SEED, WORDS
from tests.benchmarks.tables import milliseconds, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.benchmarks.scale import Scale

A_ROUND, BARE_A_ROUND = 40, 400
BARE = ["granian", "--interface", "wsgi", "--factory", "--blocking-threads", "8", "--no-ws", "--log-level", "warning"]


class Worker:
    """A served site that is asked over one connection, and the process that answers."""

    def __init__(self, server: int, port: int) -> None:
        self.process = children(server)[0]
        self.connection = HTTPConnection("127.0.0.1", port, timeout=30)
        self.headers: dict[str, str] = {}

    def work(self, times: int) -> float:
        """CPU seconds of the worker, its server included, that one of so many requests took."""
        start = processor(self.process)
        for _ in range(times):
            self.connection.request("GET", "/", headers=self.headers)
            answer = self.connection.getresponse()
            if answer.status != 200 or not answer.read():
                raise RuntimeError(f"the page answered {answer.status}")
        return (processor(self.process) - start) / times


def show(scale: Scale, folder: Path) -> None:
    """Print the CPU time of profiles, plain, as a ratio to a bare view's behind the same server."""
    with ExitStack() as stack:
        bare = Worker(*stack.enter_context(served_bare(folder / "bare")))
        name, folders = f"{COMMENTS} comments of {WORDS} words", {}
        folders[name] = folder / "plain"
        profiles = {name: served(stack, folder / "plain", settle, COMMENTS, WORDS)}
        if SEED.is_dir():
            folders["the seed profile"] = folder / "seed"
            profiles["the seed profile"] = served(stack, folder / "seed", settle_archive, SEED)
        signed = {f"{name}, signed in": signed_in(stack, data) for name, data in folders.items()}
        compare(scale, bare, profiles | signed)


def compare(scale: Scale, bare: Worker, profiles: dict[str, Worker]) -> None:
    """A row for each profile: the median over rounds of its CPU time, and of the ratio in each round."""
    plain: list[float] = []
    found: dict[str, list[float]] = {name: [] for name in profiles}
    for _ in range(scale.rounds + 1):
        plain.append(bare.work(BARE_A_ROUND))
        for name, worker in profiles.items():
            found[name].append(worker.work(A_ROUND))
    rows = [["a bare view, default middleware", milliseconds(median(plain[1:])), "1"]]
    for name, seconds in found.items():
        ratio = median(base / own for base, own in zip(plain[1:], seconds[1:], strict=True))
        rows.append([name, milliseconds(median(seconds[1:])), f"{ratio:.3f}"])
    notes = f"CPU time of the worker that answers; medians of {scale.rounds} interleaved rounds, after one to warm up."
    table("Requests per CPU second through the server", ["page", "CPU a request", "ratio to bare"], rows, notes)


def served(stack: ExitStack, data: Path, fill: object, *arguments: object) -> Worker:
    """A site that was filled so and is served by `up`."""
    with site(data) as filled:
        filled.run(fill, *arguments)  # type: ignore[arg-type]
    return running(stack, data)


def running(stack: ExitStack, data: Path) -> Worker:
    """A site that was filled before and is served by `up`."""
    served = stack.enter_context(up(data))
    return Worker(served.process_id, int(served.address.rstrip("/").rpartition(":")[2]))


def signed_in(stack: ExitStack, data: Path) -> Worker:
    """The same site served once more, to its owner."""
    with site(data) as filled:
        cookie = filled.run(new_session)
    worker = running(stack, data)
    worker.headers["Cookie"] = cookie
    return worker


def new_session() -> str:
    """The cookie of a new session of the owner, whose profile the site's is; called in the site's process."""
    from accounts.models import User
    from wiki.authors.models import Author

    owner = User.objects.owner() or User.objects.create_superuser("owner@example.org")
    Author.objects.filter(primary=True, user=None).update(user=owner)
    client = Client()
    client.force_login(owner)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


@contextmanager
def served_bare(data: Path) -> Iterator[tuple[int, int]]:
    """The process and port of a server with nothing but a view that says "ok"."""
    port = free_port()
    command = [sys.executable, "-m", *BARE, "--port", str(port), "django.core.wsgi:get_wsgi_application"]
    environment = os.environ | variables(data, settings="tests.benchmarks.bare")
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/", process)
            yield process.pid, port
        finally:
            stop(process)
