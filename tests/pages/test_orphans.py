"""Pages that nothing leads to."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, queries, text
from tests.queries import plan, sorts
from wiki.pages.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]


@pytest.fixture(autouse=True)
def unhurried() -> None:
    cache.clear()


def titles(client: Client, address: str = "/wiki/orphans/") -> list[str]:
    """The titles that are shown, in order."""
    return re.findall(r'<li><a href="[^"]*" dir="auto">([^<]*)</a>', text(client, address))


def test_it_works() -> None:
    author = make.author()
    make.page(author, title="Mill", body="The [[Loom]], and [[Mill]] itself.")
    make.page(author, title="Loom")
    make.page(author, title="Engine", body="![[Cards]]")
    make.page(author, title="Cards")
    make.page(author, title="Start")
    answer = Client().get("/wiki/orphans/")
    assert titles(Client()) == ["Engine", "Mill"], "a link from itself leads nobody here; the first page needs none"
    assert answer["X-Robots-Tag"] == "noindex, follow"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies


def test_where_there_is_none_it_says_so() -> None:
    assert "Something leads to every page." in text(Client(), "/wiki/orphans/")


@pytest.mark.parametrize("role", STRANGERS)
def test_to_strangers_a_link_in_a_draft_leads_nowhere_and_no_draft_is_shown(role: str) -> None:
    author = make.author()
    make.page(author, title="Loom")
    before = titles(looker(role))
    make.page(author, title="Sentinel", body="[[Loom]]", state="draft")
    assert titles(looker(role)) == before == ["Loom"]


@pytest.mark.parametrize("role", WRITERS)
def test_to_who_writes_here_it_does_and_drafts_are_marked(role: str) -> None:
    author, client = make.author(), looker(role)
    make.page(author, title="Loom")
    make.page(author, title="Mill", body="[[Loom]]", state="draft")
    assert titles(client) == ["Mill"]
    assert ">Draft<" in text(client, "/wiki/orphans/")


def test_to_a_co_author_a_link_in_a_locked_draft_leads_nowhere() -> None:
    author, client = make.primary(user=make.user()), looker("co-author")
    make.page(author, title="Alone")
    make.page(author, title="Plot", body="[[Alone]]", state="draft").lock(actor=make.hand(author).actor)
    assert titles(client) == ["Alone"]


def test_the_manual_is_no_orphan() -> None:
    page = make.page(make.author())
    Page.objects.filter(pk=page.pk).update(shipped=True)
    assert titles(Client()) == titles(looker("owner")) == []


def test_from_a_title_on() -> None:
    for title in ("Ada", "Loom"):
        make.page(make.author(), title=title)
    assert titles(Client(), "/wiki/orphans/?from=b") == ["Loom"]
    assert "No title comes after this." in text(Client(), "/wiki/orphans/?from=z")


def test_it_asks_no_more_of_the_database_for_more_pages_and_sorts_nothing() -> None:
    author = make.author()
    make.page(author)
    few = queries(Client(), "/wiki/orphans/")
    for number in range(20):
        make.page(author, body=f"[[Wanted {number}]]")
    (query,) = queries(Client(), "/wiki/orphans/")
    assert len(few) == 1
    assert not sorts(query), sorts(query)
    assert "SCAN links_reference" not in plan(query)
