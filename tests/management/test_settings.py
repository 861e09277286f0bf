"""What the settings make of the environment."""

from __future__ import annotations

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.running import Site

pytestmark = pytest.mark.alike

KEY = "a-key-of-fifty-letters-or-more-that-opens-nothing-at-all-0123456789"


@pytest.fixture
def site(bare_site: Site) -> Site:
    """Nothing here needs a table."""
    return bare_site


def settings(site: Site, *names: str, **environment: str) -> list[Any]:
    """These settings, in an environment."""
    told = f"json.dumps([getattr(settings, name) for name in {names}], default=str)"
    code = f"import json; from django.conf import settings; print({told})"
    done = site.run("shell", "--no-imports", "-c", code, **{"SECRET_KEY": KEY} | environment)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def test_a_public_https_site_is_safe_to_deploy(site: Site) -> None:
    done = site.run("check", "--deploy", "--fail-level=WARNING", SECRET_KEY=KEY, SITE_URL="https://example.org")
    assert done.returncode == 0, done.stderr
    names = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "ALLOWED_HOSTS")
    assert settings(site, *names, SITE_URL="https://Example.org/") == [
        *("__Host-session", "__Host-csrf", True, True, ["example.org"])
    ]


def test_a_public_https_site_promises_https_for_half_a_year_and_more_even_behind_a_proxy_not_believed(
    site: Site,
) -> None:
    for count in "01":
        found = settings(
            site, "SECURE_HSTS_SECONDS", "EXTRA_HEADERS", SITE_URL="https://a.org", TRUSTED_PROXY_COUNT=count
        )
        assert found[0] >= 15_768_000
        assert found[1]["Strict-Transport-Security"] == f"max-age={found[0]}"


def test_the_address_of_up_is_known_to_other_commands(site: Site) -> None:
    names = ("SITE_URL", "ALLOWED_HOSTS")
    local = ["localhost", "127.0.0.1", "[::1]"]
    assert settings(site, *names) == ["http://localhost:8000", ["localhost", *local]]
    site.folder.mkdir()
    (site.folder / "address").write_text("http://localhost:8123\n")
    assert settings(site, *names) == ["http://localhost:8123", ["localhost", *local]]
    assert settings(site, *names, UP_PORT="9000") == ["http://localhost:9000", ["localhost", *local]]
    assert settings(site, *names, SITE_URL="http://[::1]:9001") == ["http://[::1]:9001", ["[::1]"]]


def test_a_data_folder_may_have_any_name(site: Site, tmp_path: Path) -> None:
    odd = tmp_path / "a #b %41 ?c"
    [databases] = settings(site, "DATABASES", DATA_DIR=str(odd), DATABASE_URL="")
    assert databases["default"]["NAME"] == str(odd / "commonplace.sqlite3")


def test_sqlite_queues_its_writers(site: Site) -> None:
    [databases] = settings(site, "DATABASES", DATABASE_URL="sqlite:////tmp/x.sqlite3")
    options = databases["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_anyone_may_vote_until_somebody_says_otherwise(site: Site) -> None:
    names = ("VOTING", "VOTE_NETWORK_FULL", "VOTER_COOKIE_DAYS")
    assert settings(site, *names) == ["anyone", 2, 180]
    chosen = {"VOTING": "accounts", "VOTE_NETWORK_FULL": "1", "VOTER_COOKIE_DAYS": "0"}
    assert settings(site, *names, **chosen) == ["accounts", 1, 0]


def test_brotli_stays_away_because_it_makes_collecting_static_files_take_half_a_minute() -> None:
    assert find_spec("brotli") is None
    assert find_spec("brotlicffi") is None
