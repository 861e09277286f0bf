"""All tags of the wiki."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, queries, text
from wiki.pages import index
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


def told(client: Client, address: str = "/wiki/tags/") -> list[tuple[str, int]]:
    """Each tag that is shown, with its number of pages."""
    found = re.findall(r'<bdi>([^<]*)</bdi></a> <span class="when">(\d+)', text(client, address))
    return [(label, int(pages)) for label, pages in found]


def test_it_works() -> None:
    author = make.author()
    make.page(author, tags=("Logic", "engines"))
    make.page(author, tags=("logic",))
    answer = Client().get("/wiki/tags/")
    assert told(Client()) == [("engines", 1), ("Logic", 2)]
    assert 'href="/wiki/tags/logic/"' in answer.content.decode()
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies


def test_without_tags_it_says_so() -> None:
    assert "No page has a tag yet." in text(Client(), "/wiki/tags/")


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_see_no_tag_and_no_spelling_that_only_drafts_have(role: str) -> None:
    author = make.author()
    make.page(author, tags=("Sentinel", "SHARED"), state="draft")
    make.page(author, tags=("Sentinel",)).remove(actor=make.owner())
    make.page(author, tags=("shared",))
    assert told(looker(role)) == [("shared", 1)]


@pytest.mark.parametrize("role", WRITERS)
def test_who_writes_here_sees_the_tags_of_drafts(role: str) -> None:
    make.page(make.author(), tags=("Loom",), state="draft")
    assert told(looker(role)) == [("Loom", 1)]


def test_the_manual_s_tags_are_in_no_list() -> None:
    page = make.page(make.author(), tags=("help",))
    Page.objects.filter(pk=page.pk).update(shipped=True)
    assert told(Client()) == told(looker("owner")) == []


def test_many_tags_come_in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "A_PART_OF_TAGS", 2)
    make.page(make.author(), tags=("a", "b & c", "d"))
    assert 'rel="next" href="?from=d"' in text(Client(), "/wiki/tags/")
    assert told(Client(), "/wiki/tags/?from=d") == [("d", 1)]
    assert 'rel="prev" href="./"' in text(Client(), "/wiki/tags/?from=d")
    assert "No tag comes after this." in text(Client(), "/wiki/tags/?from=e")


def test_it_asks_no_more_of_the_database_for_more_tags() -> None:
    author = make.author()
    make.page(author, tags=("a",))
    few = queries(Client(), "/wiki/tags/")
    for number in range(20):
        make.page(author, tags=(f"Tag {number}", "a"))
    assert len(few) == len(queries(Client(), "/wiki/tags/")) == 1
