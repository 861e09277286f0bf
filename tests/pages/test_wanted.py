"""Pages that are linked to and not there."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, main, queries, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried() -> None:
    cache.clear()


def told(client: Client) -> list[tuple[str, int]]:
    """What is wanted, and how often."""
    found = re.findall(r'<bdi>([^<]*)</bdi>(?:</a>)? <span class="when">(\d+)', text(client, "/wiki/wanted/"))
    return [(label, int(links)) for label, links in found]


def test_it_works() -> None:
    author = make.author()
    make.page(author, body="[[Loom]], [[Mill]].\n\nThe [[loom]] again.")
    answer = Client().get("/wiki/wanted/")
    assert told(Client()) == [("Loom", 2), ("Mill", 1)]
    assert answer["X-Robots-Tag"] == "noindex, follow"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert "/wiki/new/" not in answer.content.decode()


def test_where_nothing_is_wanted_it_says_so() -> None:
    assert "No page is wanting." in text(Client(), "/wiki/wanted/")


@pytest.mark.parametrize("role", STRANGERS)
def test_a_draft_that_a_public_text_leads_to_is_wanted_as_if_there_were_nothing(role: str) -> None:
    author, client = make.author(), looker(role)
    make.page(author, body="[[Loom]] and [[Mill]].")
    before = main(client, "/wiki/wanted/")
    make.page(author, title="LOOM", state="draft")
    assert main(client, "/wiki/wanted/") == before


@pytest.mark.parametrize("role", STRANGERS)
def test_what_only_drafts_want_is_told_to_no_stranger(role: str) -> None:
    make.page(make.author(), body="[[Sentinel]]", state="draft")
    assert told(looker(role)) == []


@pytest.mark.parametrize("role", WRITERS)
def test_who_writes_here_is_told_of_all_and_may_begin_it(role: str) -> None:
    author, client = make.author(), looker(role)
    make.page(author, body="[[C++ & more]] and [[Loom]].", state="draft")
    make.page(author, title="Loom", state="draft")
    assert told(client) == [("C++ &amp; more", 1)]
    assert 'href="/wiki/new/?title=C%2B%2B%20%26%20more"' in text(client, "/wiki/wanted/")


def test_what_a_locked_draft_or_a_deleted_page_wants_is_told_to_no_co_author() -> None:
    author, client = make.primary(user=make.user()), looker("co-author")
    actor = make.hand(author).actor
    make.page(author, body="[[Sentinel one]]", state="draft").lock(actor=actor)
    make.page(author, body="[[Sentinel two]]").remove(actor=actor)
    assert told(client) == []


def test_it_asks_no_more_of_the_database_for_more_links() -> None:
    author = make.author()
    make.page(author, body="[[One]]")
    few = queries(Client(), "/wiki/wanted/")
    for number in range(20):
        make.page(author, body=f"[[Wanted {number}]]")
    assert len(few) == len(queries(Client(), "/wiki/wanted/")) == 1
