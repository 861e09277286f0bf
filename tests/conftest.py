"""What every test has: plain static files, and quick doubles of what is slow by design."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import override_settings
from pytest_django.plugin import blocking_manager_key

from tests.databases import new_database
from tests.running import Site, lay
from wiki.log.guard import guard, unguard

if TYPE_CHECKING:
    from pytest_django import Settings

LAY_OUT = """
from wiki.management.commands.up import migrate
from wiki.management.static_files import collect_if_changed
migrate()
collect_if_changed()
"""
SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> Iterator[None]:
    """Static addresses without fingerprints, since nothing has been collected."""
    storages = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(STORAGES=settings.STORAGES | storages):
        yield


@pytest.fixture(scope="session", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Hashes of passwords that take no time; the real ones take a third of a second each, by design."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def seed() -> Path:
    """The archive of a real profile, whose sentences stay out of this repository."""
    return beside("seed/archive")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of hostile and odd input."""
    return beside("corpora")


def beside(name: str) -> Path:
    """A folder that some machines have beside the checkout; the test is skipped where it is not."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/{name} is not here")
    return path


@pytest.fixture
def bare_site(tmp_path: Path) -> Iterator[Site]:
    """A site whose folder is not there and whose database is empty; what still runs at the end is ended."""
    with new_database() as environment:
        site = Site(tmp_path / "data", **environment)
        yield site
        site.end()


@pytest.fixture(scope="session")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site with what takes `up` the longest, and is alike in each: tables with no rows, and static files."""
    with new_database() as environment:
        site = Site(tmp_path_factory.mktemp("laid_out") / "data", **environment)
        site.folder.mkdir()
        site.told(LAY_OUT, SECRET_KEY="x")
        yield site


@pytest.fixture
def site(tmp_path: Path, laid_out: Site) -> Iterator[Site]:
    """A site that nobody has set up yet, with its tables; what still runs at the end is ended."""
    with new_database(like=laid_out.environment.get("DATABASE_URL", "")) as environment:
        site = Site(lay(laid_out, tmp_path / "data"), **environment)
        yield site
        site.end()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    """Let a test that empties every table afterwards empty the log too, and guard it again for the next."""
    marker = item.get_closest_marker("django_db")
    if not (marker and marker.kwargs.get("transaction")):
        return (yield)
    blocker = item.config.stash[blocking_manager_key]
    with blocker.unblock():
        unguard(connection)
    result = yield
    if nextitem:  # after the last test there is no database any more
        with blocker.unblock():
            guard(connection)
    return result


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Path:
    """An empty folder for pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"
