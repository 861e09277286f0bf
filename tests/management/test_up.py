"""`python manage.py up`, as its first reader meets it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.running import Site


def archive(folder: Path, **files: str) -> Path:
    """A small archive of a real person."""
    folder.mkdir()
    (folder / "author.md").write_text(files.get("author", "---\nname: Emmy Noether\n---\nAlgebra."))
    return folder


def emails(site: Site) -> list[list[str]]:
    """What each user signs in with: their account's address, then those that allauth knows and believes."""
    code = (
        "import json; from accounts.models import User; print(json.dumps([[user.email, *user.emailaddress_set"
        ".filter(verified=True, primary=True).values_list('email', flat=True)] for user in User.objects.all()]))"
    )
    found: list[list[str]] = json.loads(site.told(code))
    return found


def test_it_works(bare_site: Site) -> None:
    process = bare_site.up()
    assert "Ada Lovelace" in bare_site.get("/").text
    assert {path.name for path in bare_site.folder.iterdir()} >= {"secret_key", "media", "static", "address"}
    assert bare_site.folder.stat().st_mode & 0o777 == 0o700
    assert (bare_site.folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert len((bare_site.folder / "secret_key").read_text()) >= 50
    assert emails(bare_site) == [["owner@localhost", "owner@localhost"]]
    output = bare_site.stop(process)
    assert output.splitlines() == [
        f"Your site is at http://localhost:{bare_site.port}/ (Ctrl-C ends it).",
        "It sends no mail, so nobody can make an account or ask for a code until EMAIL_URL is set.",
        "To sign in, make a one-time link: python manage.py login_link",
    ]


def test_it_says_who_can_make_an_account_without_mail(site: Site) -> None:
    output = site.stop(site.up("--blank", GITHUB_CLIENT_ID="id", GITHUB_SECRET="secret"))
    sentence = "nobody can make an account, other than by GitHub, or ask for a code until EMAIL_URL is set."
    assert f"It sends no mail, so {sentence}" in output


@pytest.mark.alike
def test_the_second_time_it_keeps_the_key_the_data_and_the_static_files(site: Site) -> None:
    site.stop(site.up())
    kept = [site.folder / "secret_key", site.folder / "static" / "staticfiles.json"]
    before = [(path.read_bytes(), path.stat().st_mtime_ns) for path in kept]
    site.run("shell", "-c", "from wiki.authors.models import Author; Author.objects.update(name='Ada King')")
    site.up()
    assert "Ada King" in site.get("/").text
    assert [(path.read_bytes(), path.stat().st_mtime_ns) for path in kept] == before


@pytest.mark.alike
def test_a_demo_that_was_taken_away_stays_away(site: Site) -> None:
    site.stop(site.up())
    gone = "from wiki.archive.demonstration import remove_untouched_demo as remove; assert remove()"
    site.told(gone)
    site.up()
    assert "Nobody has moved in yet" in site.get("/").text


@pytest.mark.alike
def test_the_manual_is_there_and_says_what_it_lacks_where_a_name_is_taken(site: Site, tmp_path: Path) -> None:
    mine = archive(tmp_path / "mine")
    (mine / "pages").mkdir()
    (mine / "pages" / "own.md").write_text('---\ntitle: "Manual: Links"\n---\nMine.')
    process = site.up("--import", str(mine))
    assert "Manual: Markup" in site.get("/wiki/manual-contents/").text
    assert "The page “Manual: Links” of the manual is left out" in site.stop(process)


@pytest.mark.alike
def test_a_blank_site_stays_blank(site: Site) -> None:
    process = site.up("--blank")
    assert "Nobody has moved in yet" in site.get("/").text
    site.stop(process)
    site.up()
    assert "Ada Lovelace" not in site.get("/").text


@pytest.mark.alike
def test_it_starts_from_an_archive(site: Site, tmp_path: Path) -> None:
    process = site.up("--import", str(archive(tmp_path / "mine")), "--owner", "Emmy@example.org")
    assert "Emmy Noether" in site.get("/").text
    assert emails(site) == [["emmy@example.org", "emmy@example.org"]]
    site.stop(process)
    second = site.run("up", f"--port={site.port}", "--import", str(tmp_path / "mine"))
    assert second.returncode == 1
    assert f"python manage.py import {tmp_path / 'mine'}" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_bad_archive_leaves_nothing_behind(bare_site: Site, tmp_path: Path) -> None:
    bad = archive(tmp_path / "bad", author="---\npronouns: she/her\n---\n")
    refused = bare_site.run("up", f"--port={bare_site.port}", "--import", str(bad))
    assert refused.returncode == 1
    assert "Nothing was imported. author.md" in refused.stderr
    assert emails(bare_site) == []
    bare_site.up()
    assert "Ada Lovelace" in bare_site.get("/").text


def test_a_later_owner_takes_the_place_of_the_placeholder_alone(site: Site) -> None:
    site.stop(site.up())
    site.stop(site.up("--owner=ada@example.org"))
    assert emails(site) == [["ada@example.org", "ada@example.org"]]
    output = site.stop(site.up("--owner=eve@example.org"))
    assert "Its owner signs in as ada@example.org already" in output
    assert emails(site) == [["ada@example.org", "ada@example.org"]]


def test_an_owner_cannot_take_somebody_else_s_address(site: Site) -> None:
    site.stop(site.up())
    site.run("shell", "-c", "from accounts.models import User; User.objects.create_user('reader@example.org')")
    refused = site.run("up", f"--port={site.port}", "--owner=Reader@example.org")
    assert refused.returncode == 1
    assert "somebody else" in refused.stderr
    assert ["owner@localhost", "owner@localhost"] in emails(site)
