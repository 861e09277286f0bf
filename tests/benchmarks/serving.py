"""How soon does `manage.py up` answer, and how much memory does it hold after some hundred requests?"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, perf_counter, sleep
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.memory import children, resident
from tests.benchmarks.sites import variables
from tests.benchmarks.tables import megabytes, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.scale import Scale

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60
CLIENTS = 8


@dataclass(frozen=True)
class Served:
    """A running `manage.py up`, and the seconds until it first answered."""

    process_id: int
    address: str
    seconds: float


def show(scale: Scale, folder: Path) -> None:
    """Print the time to a first answer, new and again, and the memory of its processes."""
    rows = []
    for start in ("first start, an empty folder (migrates, imports the demo, collects static files)", "second start"):
        with up(folder / "up") as served:
            rows.append([start, f"{served.seconds:.1f} s"])
            ask(served.address, scale.requests)
            workers = [resident(process) for process in children(served.process_id)]
            own = resident(served.process_id)
    if workers:
        rows.append([f"resident memory of the worker after {scale.requests} requests", megabytes(max(workers))])
        rows.append(["the same with its supervisor, what they share counted twice", megabytes(own + sum(workers))])
    table("Serving the demo with `manage.py up`", ["", ""], rows, "" if workers else "Memory is read on Linux alone.")


@contextmanager
def up(data: Path, **settings: str) -> Iterator[Served]:
    """Serve this data folder on a free port of this machine, with these settings, until the block ends."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/"
    start = perf_counter()
    command = [sys.executable, "manage.py", "up", "--port", str(port)]
    environment = os.environ | variables(data) | settings
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(address, process)
            yield Served(process.pid, address, perf_counter() - start)
        finally:
            stop(process)


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Return at the first answer; an error where there is none in time."""
    end = monotonic() + PATIENCE
    while process.poll() is None and monotonic() < end:
        try:
            ask(address, 1)
        except URLError:
            sleep(0.02)
        else:
            return
    raise RuntimeError(f"`manage.py up` did not answer at {address}")


def ask(address: str, times: int) -> None:
    """Read the page so often, some readers at once."""
    with ThreadPoolExecutor(CLIENTS) as readers:
        for answer in readers.map(lambda _: urlopen(address, timeout=PATIENCE).read(), range(times)):  # noqa: S310
            assert answer


def stop(process: subprocess.Popen[bytes]) -> None:
    """Interrupt it as Ctrl-C does, and no longer ask after a while."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
