"""The limits on signing in hold for all processes together."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from tests.running import CSRF, CSRF_FIELD, until

if TYPE_CHECKING:
    from tests.running import Answer, Site

HEADERS = {"Cookie": CSRF, "Content-Type": "application/x-www-form-urlencoded"}


def two_processes(site: Site) -> tuple[int, int]:
    """The ports of two sites, each with processes of its own, on one database."""
    site.up("--blank")
    first = site.port
    site.port += 1
    site.start()
    until(site.answers)
    return first, site.port


def attempt(site: Site, port: int, email: str) -> Answer:
    site.port = port
    body = f"{CSRF_FIELD}&{urlencode({'login': email, 'password': 'wrong'})}"
    return site.ask("POST", "/account/login/", body, HEADERS)


def test_failures_are_counted_per_account_and_per_network_over_all_processes(site: Site) -> None:
    ports = two_processes(site)
    answers = [attempt(site, ports[number % 2], "ada@example.org") for number in range(6)]
    assert [("Too many" in answer.text) for answer in answers] == [False] * 5 + [True]
    # Six of this network's ten are spent.
    answers = [attempt(site, ports[number % 2], f"user{number}@example.org") for number in range(5)]
    assert [("Too many" in answer.text) for answer in answers] == [False] * 4 + [True]
