"""Sites to measure, each with a process and a data folder of its own, so that none warms or burdens another."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import django

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Params = ParamSpec("Params")
Result = TypeVar("Result")

OURS = (
    *("DATA_DIR", "DATABASE_URL", "DEBUG", "SECRET_KEY", "SITE_URL", "TRUSTED_PROXY_COUNT", "COMMENTS_PER_PAGE"),
    *("VOTING", "VOTE_NETWORK_FULL", "VOTER_COOKIE_DAYS"),
)


class Site:
    """A process that is set up as a Django site and does what it is told, one thing at a time."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self.pool = pool

    def run(self, function: Callable[Params, Result], *arguments: Params.args, **named: Params.kwargs) -> Result:
        """What the function returns when it is called in the site's process."""
        return self.pool.submit(function, *arguments, **named).result()


@contextmanager
def site(data: Path, database_url: str = "", settings: str = "wiki.settings") -> Iterator[Site]:
    """A site that lives as long as the block."""
    setup = (variables(data, database_url, settings),)
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=begin, initargs=setup) as pool:
        yield Site(pool)


def variables(data: Path, database_url: str = "", settings: str = "wiki.settings") -> dict[str, str]:
    """The environment of a site whose data are in this folder, which is made."""
    data.mkdir(parents=True, exist_ok=True)
    usual = {"DATA_DIR": str(data), "SECRET_KEY": "for benchmarks alone", "DJANGO_SETTINGS_MODULE": settings}
    return usual | ({"DATABASE_URL": database_url} if database_url else {})


def begin(environment: dict[str, str]) -> None:
    """Set Django up under these variables, whatever others the caller's shell has."""
    for name in OURS:
        os.environ.pop(name, None)
    os.environ.update(environment)
    django.setup()
