"""What was erased is not in the files either: in no page of SQLite's database, nor in its write-ahead log."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.moderation.life import NAME, QUOTED, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.running import Site

BEGIN = """
from django.test.utils import setup_test_environment
setup_test_environment(debug=True)
from tests.moderation.life import NAME, QUOTED, WORDS, lived, said
from wiki.moderation.erasing import erase
"""
LIVE = f"{BEGIN}print(lived().pk)"
ERASE = f"""{BEGIN}
from accounts.models import User
user = User.objects.get(email=f"{{NAME}}@example.org")
assert erase(user, replies="remove", actor=user)
print({{word for words in said(NAME, WORDS, QUOTED).values() for word in words}})
"""
ENVIRONMENT = {"SECRET_KEY": "for this test alone", "DEBUG": "1"}


def run(site: Site, *command: str) -> str:
    """What a command prints; with what it complains of behind that."""
    done = site.run(*command, **ENVIRONMENT)
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def say(site: Site, code: str) -> str:
    return run(site, "shell", "--no-imports", "-c", code)


def holding(folder: Path, word: str) -> set[str]:
    """The files of the site in whose names or bytes a word stands, whatever its case."""
    files = [path for path in folder.rglob("*") if path.is_file() and "static" not in path.parts]
    return {path.name for path in files if word.encode() in path.read_bytes().lower() or word in path.name.lower()}


@pytest.fixture
def inhabited(site: Site) -> Site:
    """A site on which somebody lived."""
    say(site, LIVE)
    return site


@pytest.fixture
def other(inhabited: Site) -> Iterator[sqlite3.Connection]:
    """Another process that has the database open, so that the log stays when the eraser ends."""
    if "DATABASE_URL" in inhabited.environment:
        pytest.skip("here is no file that can be read")
    # Before it is opened: whoever closes a file, having read it, gives up the locks that SQLite has on it.
    assert holding(inhabited.folder, NAME)
    with closing(sqlite3.connect(inhabited.folder / "commonplace.sqlite3", isolation_level=None)) as connection:
        connection.execute("SELECT * FROM accounts_user").fetchall()
        yield connection


def test_it_works(inhabited: Site) -> None:
    assert say(inhabited, ERASE).strip() == f"{{'{QUOTED}'}}"
    assert not list((inhabited.folder / "media").iterdir())


def test_nothing_is_left_in_the_files(inhabited: Site, other: sqlite3.Connection) -> None:
    say(inhabited, ERASE)
    assert (inhabited.folder / "commonplace.sqlite3-wal").stat().st_size == 0
    assert holding(inhabited.folder, NAME) == holding(inhabited.folder, WORDS) == set()
    assert holding(inhabited.folder, QUOTED) == {"commonplace.sqlite3"}


def test_what_somebody_still_reads_goes_when_the_site_is_tidied(inhabited: Site, other: sqlite3.Connection) -> None:
    other.execute("BEGIN")
    other.execute("SELECT * FROM accounts_user").fetchall()
    assert "It leaves the disk when the site is tidied next." in say(inhabited, ERASE)
    assert holding(inhabited.folder, NAME)
    other.execute("COMMIT")
    run(inhabited, "tidy")
    assert holding(inhabited.folder, NAME) == holding(inhabited.folder, WORDS) == set()
