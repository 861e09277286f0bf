"""The feed of all changes."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.feeds.reading import feed
from tests.outside import module
from tests.pages.looking import STRANGERS, WRITERS, looker, once_a_draft, queries
from wiki.feeds import entries
from wiki.lib import throttling
from wiki.pages.models import Page, Revision
from wiki.pages.suppressing import suppress

pytestmark = pytest.mark.django_db

ADDRESS = "/wiki/changes.atom"


def test_it_works(settings: Settings) -> None:
    settings.SITE_URL = "https://example.org"
    author = make.author(name="Ada")
    page = make.page(author, title="Engine & more", body="One two.")
    make.revise(page, author, body="One <b>three</b>.", summary="Count <on>")
    found = feed(ADDRESS)
    assert found.id == "tag:example.org,2026:wiki"
    assert found.links == {"alternate": "https://example.org/wiki/", "self": "https://example.org/wiki/changes.atom"}
    last, first = found.entries
    assert (last.title, first.title) == ("Engine & more: Count <on>", "Engine & more")
    assert last.author == "Ada"
    assert last.link == "https://example.org/wiki/engine-more/diff/1..2/"
    assert first.link == "https://example.org/wiki/engine-more@1"
    assert last.id == f"tag:example.org,2026:wiki/{page.pk}/2"
    assert "two</del>" in last.html
    assert "&lt;b&gt;three&lt;/b&gt;" in last.html
    assert "<b>three" not in last.html
    assert "Count &lt;on&gt;" in last.html
    assert "a new page" in first.html
    assert "One two.</ins>" in first.html
    assert found.updated == last.updated == Revision.objects.latest("pk").written_at.isoformat()


@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS])
def test_it_tells_nobody_of_drafts_or_of_what_is_suppressed(role: str) -> None:
    author, client = make.author(name="Sentinel"), looker(role)
    make.page(author, title="Sentinel page", state="draft", summary="Sentinel summary")
    make.page(author, title="Sentinel gone").remove(actor=make.owner())
    once_a_draft(make.author(name="Ada"))
    loom = make.page(author, title="Loom", body="Sentinel number")
    make.revise(loom, make.author(name="Charles"), body="Nothing.")
    suppress(loom.revisions.get(number=1), {"text", "editor"}, actor=make.owner(), reason="So")
    answer = client.get(ADDRESS)
    assert b"entinel" not in answer.content
    assert answer.content == Client().get(ADDRESS).content, "everyone is told the same"
    assert [one.title for one in feed(ADDRESS).entries] == ["Loom", "Engine: Third", "Engine"]


def test_the_first_public_text_is_told_whole_and_nothing_of_the_draft_before_it() -> None:
    once_a_draft(make.author())
    first = feed(ADDRESS).entries[-1]
    assert first.link.endswith("/wiki/engine@2")
    assert "Public two.</ins>" in first.html
    assert "<del" not in first.html


def test_the_name_of_an_editor_that_is_suppressed_is_not_told() -> None:
    author = make.author(name="Sentinel")
    page = make.page(author)
    make.revise(page, make.author(), body="Other.")
    suppress(page.revisions.get(number=1), {"editor"}, actor=make.owner(), reason="So")
    assert "Sentinel" not in Client().get(ADDRESS).content.decode()


def test_minor_edits_and_the_manual_are_left_out() -> None:
    author = make.author()
    page = make.page(author, summary="Began")
    make.revise(page, author, body="Speling.", summary="Small", minor=True)
    manual = make.page(author, title="Manual: Links")
    Page.objects.filter(pk=manual.pk).update(shipped=True)
    manual.refresh_from_db()
    manual.follow()
    assert [one.title.partition(": ")[2] for one in feed(ADDRESS).entries] == ["Began"]


def test_an_empty_wiki_has_a_feed_that_stays_the_same() -> None:
    assert feed(ADDRESS).entries == []
    assert feed(ADDRESS).updated == "1970-01-01T00:00:00+00:00"


def test_the_twenty_newest_stand_in_it() -> None:
    author = make.author()
    for number in range(25):
        make.page(author, title=f"Page {number}")
    assert [one.title for one in feed(ADDRESS).entries] == [f"Page {number}" for number in range(24, 4, -1)]


def test_of_a_long_text_only_what_stands_around_the_change_is_told() -> None:
    author = make.author()
    long = "".join(f"Line {number}.\n" for number in range(500))
    page = make.page(author, body=long)
    make.revise(page, author, body=long.replace("Line 250.", "Row 250."))
    html = feed(ADDRESS).entries[0].html
    assert "Row</ins>" in html
    assert "Line 249." in html
    assert "Line 400." not in html
    assert len(html) < 1000


def test_a_text_too_long_to_be_compared_here_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entries, "LONGEST", 10)
    make.page(make.author(), body="Longer than ten.")
    html = feed(ADDRESS).entries[0].html
    assert "too long to be compared here" in html
    assert "Longer" not in html


@pytest.mark.parametrize("odd", ["\x01", "\x0b", "\x1b[31m", "\ufffe", "\uffff", "]]>", "\u202e", "<![CDATA["])
def test_it_is_well_formed_whatever_stands_in_the_texts(odd: str) -> None:
    author = make.author()
    page = make.page(author)
    type(author).objects.filter(pk=author.pk).update(name=f"A{odd}b")
    Page.objects.filter(pk=page.pk).update(title=f"T{odd}t")
    Revision.objects.filter(page=page).update(body=f"Words {odd} here", summary=f"S{odd}s")
    (only,) = feed(ADDRESS).entries
    assert "here" in only.html


def test_it_is_well_formed_and_harmless_for_all_odd_strings(corpora: Path) -> None:
    odd = json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]
    attacks = [case["input"] for case in json.loads((corpora / "xss.json").read_text(encoding="utf-8"))]
    active = module(corpora / "unsafe.py").active
    page = make.page(make.author())
    for start in range(40):
        lines = [line.replace("\0", "") for line in [*odd, *attacks][start::40]]
        Page.objects.filter(pk=page.pk).update(title="".join(lines)[:200])
        Revision.objects.filter(page=page).update(body="\n".join(lines)[:50_000], summary="".join(lines)[-300:])
        (only,) = feed(ADDRESS).entries
        assert not active(only.html)


def test_it_asks_no_more_of_the_database_for_more_changes() -> None:
    author = make.author()
    make.page(author)
    few = queries(Client(), ADDRESS)
    for number in range(20):
        make.revise(make.page(author), make.author(), body=f"Words {number}.")
    assert len(few) == len(queries(Client(), ADDRESS)) == 1


def test_it_is_the_same_bytes_for_all_and_answered_by_its_mark() -> None:
    make.page(make.author())
    first = Client().get(ADDRESS)
    assert first["Cache-Control"] == "public, no-cache"
    assert not first.cookies
    assert Client().get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 304
    make.page(make.author())
    assert Client().get(ADDRESS, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_who_asks_too_often_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "time", SimpleNamespace(time=lambda: 1_000_000_020))
    assert {Client().get(ADDRESS).status_code for _ in range(60)} == {200}
    assert Client().get(ADDRESS).status_code == 429
