"""Storms of votes by real processes on a site of their own, and what must hold after each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any

from tests.running import ROOT, until

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.running import Site

Key = tuple[int, int, int]
LONGEST = 120


@dataclass
class Attempt:
    """A cast: which vote it was to be, its value, when it began and ended, and whether it was acknowledged."""

    key: Key
    value: int
    begun: float
    ended: float = inf
    taken: bool = False
    refused: bool = False


@dataclass
class Storm:
    """A site, who is there, and the processes that are at it."""

    site: Site
    made: dict[str, Any] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    said: list[Path] = field(default_factory=list)

    def prepare(self, **how_many: int) -> Storm:
        """Make those who will vote."""
        self.site.environment |= {"SECRET_KEY": "for a storm", "DJANGO_SETTINGS_MODULE": "wiki.settings"}
        self.made = self.ask("prepare", how_many)
        return self

    def ask(self, what: str, argument: object) -> Any:
        """What a process of the site answers."""
        done = subprocess.run(self.command(what, argument), capture_output=True, timeout=LONGEST, **self.where)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)["answer"]

    def command(self, what: str, argument: object) -> list[str]:
        return [sys.executable, "-m", "tests.votes.storming", what, json.dumps(argument)]

    @property
    def where(self) -> dict[str, Any]:
        return {"cwd": ROOT, "env": self.site.environment}

    def begin(self, *processes: list[dict[str, Any]]) -> Storm:
        """Start a process for each list of deeds; all begin when the last of them is there."""
        starting = [self.start(deeds) for deeds in processes]
        until(lambda: all(path.stat().st_size for path in self.said))
        for process in starting:
            assert process.stdin
            process.stdin.write(b"\n")
            process.stdin.close()
        return self

    def start(self, deeds: list[dict[str, Any]]) -> subprocess.Popen[bytes]:
        """A process that waits for its first line, and notes what it does in a file of its own."""
        path = self.site.folder / f"said-{len(self.said)}.jsonl"
        with path.open("ab") as out, path.with_suffix(".err").open("ab") as errors:
            command = self.command("storm", deeds)
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=errors, **self.where)
        self.processes.append(process)
        self.said.append(path)
        return process

    def stop(self) -> None:
        """End what a test that failed left running."""
        for process in self.processes:
            process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()

    def end(self) -> Storm:
        """Wait until all is over; nobody met what they did not expect."""
        for process in self.processes:
            process.wait(LONGEST)
        failed = [line["reason"] for line in self.lines() if line["what"] == "failed"]
        assert failed == [], failed[:3]
        return self

    def lines(self) -> Iterable[dict[str, Any]]:
        """All that was noted; a line that its writer was killed in is none."""
        for path in self.said:
            for line in path.read_text().splitlines(keepends=True):
                if line.endswith("\n"):
                    yield json.loads(line)

    def count(self, what: str) -> int:
        """How often this was noted."""
        return sum(line["what"] == what for line in self.lines())

    def attempts(self) -> list[Attempt]:
        """Every cast that was begun."""
        begun: dict[str, Attempt] = {}
        for line in self.lines():
            if line["what"] == "begun":
                key = (line["origin"], line["comment"], line["axis"])
                begun[line["attempt"]] = Attempt(key, line["value"], line["at"])
            elif line["what"] in {"taken", "refused"}:
                attempt = begun[line["attempt"]]
                attempt.ended = line["at"]
                attempt.taken, attempt.refused = line["what"] == "taken", line["what"] == "refused"
        return list(begun.values())

    def check(self) -> None:
        """`recount --check` finds nothing."""
        done = self.site.run("recount", "--check")
        assert done.returncode == 0, done.stdout + done.stderr

    def check_values(self, origins: Iterable[int] | None = None) -> None:
        """Every vote is what its last cast acknowledged, by those who cast them (all, or these)."""
        stored = {(row["origin"], row["target"], row["axis"]): row["value"] for row in self.ask("stored", {})}
        cast: dict[Key, list[Attempt]] = defaultdict(list)
        for attempt in self.attempts():
            if not attempt.refused and (origins is None or attempt.key[0] in origins):
                cast[attempt.key].append(attempt)
        assert cast
        for key, attempts in cast.items():
            assert stored.get(key, 0) in possible(attempts), (key, stored.get(key), attempts[-5:])


def possible(attempts: list[Attempt]) -> set[int]:
    """The values that may stand after these: of whatever no acknowledged one wholly followed."""
    latest = max((attempt.begun for attempt in attempts if attempt.taken), default=-inf)
    last = {attempt.value for attempt in attempts if attempt.ended >= latest}
    none_surely = not any(attempt.taken and attempt.value for attempt in attempts)
    return last | {0} if none_surely else last


def voters(made: list[int], processes: int, **told: Any) -> list[list[dict[str, Any]]]:
    """These voters, dealt out among so many processes."""
    deeds = [{"deed": "vote", "voter": voter, "seed": number, **told} for number, voter in enumerate(made)]
    return [deeds[number::processes] for number in range(processes)]
