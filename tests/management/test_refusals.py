"""What `up` and the settings refuse: each time a sentence that says what to do, no traceback, and exit code 1 or 2."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path
    from subprocess import CompletedProcess

    from tests.running import Site

pytestmark = pytest.mark.alike


@pytest.fixture
def site(bare_site: Site) -> Site:
    """Nothing here needs a table."""
    return bare_site


def refusal(done: CompletedProcess[str]) -> str:
    """The sentence."""
    assert done.returncode in (1, 2), done
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("knob", "value", "sentence"),
    [
        ("DEBUG", "yess", '"DEBUG" invalid'),
        ("COMMENTS_PER_PAGE", "0", '"COMMENTS_PER_PAGE" invalid'),
        ("COMMENTS_PER_PAGE", "many", '"COMMENTS_PER_PAGE" invalid'),
        ("TRUSTED_PROXY_COUNT", "-1", '"TRUSTED_PROXY_COUNT" invalid'),
        ("DATABASE_CONNECTIONS", "0", '"DATABASE_CONNECTIONS" invalid'),
        ("VOTING", "everyone", '"VOTING" invalid'),
        ("VOTING", "", '"VOTING" invalid'),
        ("VOTE_NETWORK_FULL", "0", '"VOTE_NETWORK_FULL" invalid'),
        ("VOTER_COOKIE_DAYS", "-1", '"VOTER_COOKIE_DAYS" invalid'),
        ("SITE_URL", "https://example.org/wiki", "without a path"),
        ("SITE_URL", "example.org", "SITE_URL is example.org"),
        ("SITE_URL", "ftp://example.org", "SITE_URL is ftp://example.org"),
        ("SITE_URL", "http://[::1", "SITE_URL is"),
        ("SITE_URL", "https://me:secret@example.org", "SITE_URL is"),
        ("SITE_URL", "https://example.org?x", "SITE_URL is"),
        ("DATABASE_URL", "nonsense", "DATABASE_URL must begin with"),
        ("DATABASE_URL", "mysql://me:secret@db/site", "DATABASE_URL must begin with"),
        ("DATABASE_URL", "postgres://me:secret@db:port/site", "DATABASE_URL cannot be read"),
    ],
)
def test_a_knob_set_to_nonsense(site: Site, knob: str, value: str, sentence: str) -> None:
    said = refusal(site.run("check", **{"SECRET_KEY": "x", knob: value}))
    assert sentence in said
    if "me:" in value and knob == "DATABASE_URL":
        assert "secret" not in said


def test_debug_on_a_public_address(site: Site) -> None:
    said = refusal(site.run("check", SECRET_KEY="x", DEBUG="1", SITE_URL="https://example.org"))
    assert "DEBUG" in said
    assert site.run("check", SECRET_KEY="x", DEBUG="1", SITE_URL="http://localhost:3000").returncode == 0


def test_other_commands_where_up_has_never_run(site: Site) -> None:
    for command in ("migrate", "login_link", "import"):
        assert "Run `python manage.py up` once" in refusal(site.run(command))
    assert not site.folder.exists()


def test_a_port_that_is_taken(site: Site) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        said = refusal(site.run("up", f"--port={site.port}"))
    assert f"port {site.port} (Address already in use). Choose another with --port." in said
    assert not (site.folder / "address").exists()


@pytest.mark.parametrize("folder", ["file", "file/below", "/proc/commonplace"])
def test_a_data_folder_that_cannot_be(site: Site, tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").touch()
    assert "Set DATA_DIR to another folder." in refusal(site.run("up", DATA_DIR=str(tmp_path / folder)))


@pytest.mark.parametrize(
    ("argument", "sentence"),
    [
        ("--workers=0", "0 is not a whole number from 1 to 64"),
        ("--workers=two", "two is not a whole number from 1 to 64"),
        ("--port=99999", "99999 is not a whole number from 1 to 65535"),
        ("--port=0", "0 is not a whole number from 1 to 65535"),
        ("--owner=nobody", "nobody is no e-mail address"),
        ("--host=example.org", "example.org is no IP address"),
    ],
)
def test_an_argument_that_cannot_be(site: Site, argument: str, sentence: str) -> None:
    assert sentence in refusal(site.run("up", argument))


def test_a_demo_and_an_archive_are_not_both_refused_at_once(site: Site, tmp_path: Path) -> None:
    assert "not allowed with" in refusal(site.run("up", "--blank", f"--import={tmp_path}"))


def test_a_database_that_is_not_there(site: Site) -> None:
    said = refusal(site.run("up", f"--port={site.port}", DATABASE_URL="postgres://me:secret@127.0.0.1:1/site"))
    assert "The database cannot be used. Check DATABASE_URL." in said
    assert "secret" not in said


def test_help_needs_no_site(site: Site) -> None:
    done = site.run("up", "--help")
    assert done.returncode == 0
    assert "--import" in done.stdout
