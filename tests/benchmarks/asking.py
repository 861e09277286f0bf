"""Ask the site of this process for pages, through its WSGI application and nothing else."""

from __future__ import annotations

import re
from functools import cache
from io import BytesIO
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any
from wsgiref.util import setup_testing_defaults

from django.core.wsgi import get_wsgi_application

from tests.queries import captured

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


@cache
def application() -> WSGIApplication:
    return get_wsgi_application()


def environ(address: str, *, gzip: bool) -> dict[str, Any]:
    """What a server would tell the application about a request for this address."""
    path, _, query = address.partition("?")
    found: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(found)
    return found | ({"HTTP_ACCEPT_ENCODING": "gzip"} if gzip else {})


def ask(request: dict[str, Any]) -> bytes:
    """The body of the answer; anything but a page is an error."""
    statuses: list[str] = []
    answer = application()(request | {"wsgi.input": BytesIO()}, lambda status, *_: statuses.append(status))  # type: ignore[arg-type]
    body = b"".join(answer)
    answer.close()  # type: ignore[attr-defined]
    if statuses != ["200 OK"]:
        raise RuntimeError(f"{request['PATH_INFO']} answered {statuses}")
    return body


def waits(address: str, times: int) -> list[float]:
    """Seconds that each of so many requests took."""
    request = environ(address, gzip=False)
    found = []
    for _ in range(times):
        start = perf_counter()
        ask(request)
        found.append(perf_counter() - start)
    return found


def work(address: str, times: int, *, gzip: bool = False) -> float:
    """CPU seconds of this process that one of so many requests took."""
    request = environ(address, gzip=gzip)
    start = process_time()
    for _ in range(times):
        ask(request)
    return (process_time() - start) / times


def size(address: str, *, gzip: bool = False) -> int:
    """Bytes of the answer's body."""
    return len(ask(environ(address, gzip=gzip)))


def companions(address: str) -> list[str]:
    """The addresses of the static files that a page names."""
    page = ask(environ(address, gzip=False)).decode()
    return sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page)))


def queries(address: str) -> list[str]:
    """The SQL that an answer takes."""
    with captured() as sql:
        ask(environ(address, gzip=False))
    return sql
