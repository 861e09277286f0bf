"""The index of the wiki."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, queries, text
from tests.queries import sorts
from wiki.authors.models import Author
from wiki.pages import index
from wiki.pages.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]


def titles(client: Client, address: str = "/wiki/") -> list[str]:
    """The titles in the list by title, in its order."""
    found = text(client, address).partition('id="all-heading"')[2]
    return [html.unescape(title) for title in re.findall(r'<li><a href="[^"]*" dir="auto">([^<]*)</a>', found)]


def walk(client: Client, address: str, rel: str) -> str:
    """The address of the stretch before or after."""
    found = re.search(rf'rel="{rel}" href="([^"]*)"', text(client, address))
    return "/wiki/" + html.unescape(found[1]).removeprefix("./") if found else ""


def shipped(author: Author, title: str) -> Page:
    """A page of the manual."""
    page = make.page(author, title=title)
    Page.objects.filter(pk=page.pk).update(shipped=True)
    return page


def test_it_works() -> None:
    author = make.author()
    make.page(author, title="Loom")
    make.page(author, title="analytical Engine")
    answer = Client().get("/wiki/")
    shown = answer.content.decode()
    assert titles(Client()) == ["analytical Engine", "Loom"]
    assert "<h3>A</h3>" in shown
    for name in ("recent", "tags", "wanted", "orphans", "broken"):
        assert f'href="/wiki/{name}/"' in shown
    assert 'type="application/atom+xml"' in shown
    assert "/wiki/new/" not in shown
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert "csrf" not in shown


def test_an_empty_wiki_says_so() -> None:
    assert "No wiki pages yet." in text(Client(), "/wiki/")


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_find_no_draft_and_no_deleted_page(role: str) -> None:
    author = make.author()
    make.page(author, title="Sentinel draft", state="draft")
    make.page(author, title="Sentinel gone").remove(actor=make.owner())
    assert "Sentinel" not in text(looker(role), "/wiki/")
    assert "Sentinel" not in text(looker(role), "/wiki/?from=a")


@pytest.mark.parametrize("role", WRITERS)
def test_who_writes_here_finds_drafts_marked_as_such(role: str) -> None:
    author = make.author()
    make.page(author, title="Loom", state="draft")
    make.page(author, title="Mill")
    shown = text(looker(role), "/wiki/")
    assert shown.count(">Draft<") == 1
    assert 'href="/wiki/new/"' in shown


def test_a_locked_draft_is_the_owner_s_alone() -> None:
    make.page(make.author(), title="Loom", state="draft").lock(actor=make.owner())
    assert titles(looker("co-author")) == []
    assert titles(looker("owner")) == ["Loom"]


@pytest.mark.parametrize("role", ["visitor", "owner"])
def test_the_manual_is_in_no_list(role: str) -> None:
    shipped(make.author(), "Manual: Links")
    assert "Manual" not in text(looker(role), "/wiki/")


def test_the_manual_is_led_to_as_long_as_it_is_there() -> None:
    page = shipped(make.author(), "Manual: Contents")
    assert '<a href="/wiki/manual-contents/">Manual</a>' in text(Client(), "/wiki/")
    page.remove(actor=make.owner())
    assert "Manual" not in text(Client(), "/wiki/")


def test_what_was_changed_last_stands_first_and_no_draft_is_in_it() -> None:
    author = make.author()
    make.page(author, title="Secret", state="draft")
    for number in range(10):
        page = make.page(author, title=f"Page {number}")
        Page.objects.filter(pk=page.pk).update(changed_at=make.FIRST + timedelta(days=number))
    recent = text(Client(), "/wiki/").partition('id="all-heading"')[0]
    assert re.findall(r">(Page \d|Secret)<", recent) == [f"Page {number}" for number in range(9, 1, -1)]


def test_a_published_page_called_start_stands_above_the_list() -> None:
    author = make.author()
    page = make.page(author, title="Start", body="Read [[Loom]] first.", state="draft")
    assert "first." not in text(looker("owner"), "/wiki/")
    page.publish(actor=make.owner())
    shown = text(Client(), "/wiki/")
    assert 'class="red-link"' in shown
    make.page(author, title="Loom")
    assert 'Read <a href="/wiki/loom/" class="link">Loom</a> first.' in text(Client(), "/wiki/")
    assert "first." not in text(Client(), "/wiki/?from=a")


def test_a_long_list_comes_in_stretches_that_lead_through_all_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "A_PART", 3)
    author = make.author()
    said = ["!!!", "1984", "Ada", "ada & son", "b+c", "Émile", "Zebra", "北京"]
    for title in said[::-1]:
        make.page(author, title=title)
    address, parts = "/wiki/", []
    while address:
        parts.append((address, titles(Client(), address)))
        address = walk(Client(), address, "next")
    assert [title for _, found in parts for title in found] == [
        "!!!",
        "1984",
        "Ada",
        "ada & son",
        "b+c",
        "Zebra",
        "Émile",
        "北京",
    ]
    assert walk(Client(), parts[2][0], "prev") == parts[1][0]
    assert walk(Client(), parts[1][0], "prev") == "/wiki/"
    assert "noindex" in text(Client(), parts[1][0])
    assert "noindex" not in text(Client(), "/wiki/")


def test_a_letter_or_any_word_leads_to_the_titles_from_it_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "A_PART", 2)
    for title in ("Ada", "Loom", "Mill", "Zebra"):
        make.page(make.author(), title=title)
    assert '<a href="?from=m">M</a>' in text(Client(), "/wiki/")
    assert titles(Client(), "/wiki/?from=m") == ["Mill", "Zebra"]
    assert titles(Client(), "/wiki/?from=LOO") == ["Loom", "Mill"]
    assert "No title comes after this." in text(Client(), "/wiki/?from=zz")
    assert walk(Client(), "/wiki/?from=zz", "prev") == "/wiki/?from=mill"


@pytest.mark.parametrize(
    "odd", ['"><script>', "\ud83e\udd16".encode("utf-16", "surrogatepass").decode("utf-16"), "a" * 5000, "%", "\u202e"]
)
def test_any_words_may_be_asked_for(odd: str) -> None:
    make.page(make.author(), title="Ada")
    answer = Client().get(f"/wiki/?from={quote(odd)}")
    assert answer.status_code == 200
    assert b"<script>" not in answer.content


def test_what_no_database_takes_is_not_found() -> None:
    assert Client().get("/wiki/?from=%00").status_code == 404


def test_letters_stand_above_their_titles_and_scripts_without_capitals_above_theirs() -> None:
    for title in ("7 bridges", "8 queens", "Émile", "北京", "上海", "علم", "🤖"):
        make.page(make.author(), title=title)
    found = re.findall(r"<h3>([^<]*)</h3>", text(Client(), "/wiki/"))
    assert found == ["0–9", "É", "Arabic", "Han", "Signs"]


def test_titles_are_text_and_never_markup() -> None:
    page = make.page(make.author(), title="Loom")
    Page.objects.filter(pk=page.pk).update(title='"><script>alert(1)</script>')
    assert b"<script>alert" not in Client().get("/wiki/").content


@pytest.mark.parametrize("role", ["visitor", "owner"])
def test_it_asks_no_more_of_the_database_for_a_larger_wiki_and_sorts_nothing(role: str) -> None:
    author, client = make.author(), looker(role)
    make.page(author, title="Start", body="[[Loom]] and [[Mill]].")
    make.page(author, title="Loom")
    few = queries(client, "/wiki/")
    for number in range(20):
        make.page(author, title=f"Page {number}", state="draft" if number % 2 else "published")
    many = queries(client, "/wiki/")
    assert len(few) == len(many) <= 10
    for query in [*many, *queries(client, "/wiki/?from=page+3")]:
        assert "pages_page" not in query or not sorts(query), f"{query}\n{sorts(query)}"


def test_the_same_bytes_are_answered_by_their_mark() -> None:
    make.page(make.author())
    first = Client().get("/wiki/")
    assert Client().get("/wiki/", headers={"If-None-Match": first["ETag"]}).status_code == 304
