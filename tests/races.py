"""Two at once, on a database where two can be at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection


def need_two_at_once() -> None:
    """Skip a test where the writers of the test database queue anyway."""
    if connection.vendor != "postgresql":
        pytest.skip("here writers queue")


def slow(function: Callable[..., Any]) -> Callable[..., Any]:
    """The same, taking long, so that two who do not wait for each other do meet in it."""

    def slowed(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        time.sleep(0.1)
        return result

    return slowed


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """What each of these returns, or the error that it meets, all begun together."""
    barrier = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return verb()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))
