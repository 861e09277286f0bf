"""The feed of the pages with a tag."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.feeds.reading import feed
from tests.pages.looking import STRANGERS, WRITERS, looker, main, queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("tag", ["Early engines", "a/b", "C++", "100%", "北京"])
def test_it_works(tag: str) -> None:
    author = make.author()
    make.page(author, title="Engine", tags=(tag,))
    make.page(author, title="Loom", tags=("looms",))
    found = feed(reverse("feeds:tag", args=[tag]))
    assert found.title == f"Changes of pages with the tag {tag}"
    assert [one.title for one in found.entries] == ["Engine"]
    assert found.links["alternate"].endswith(reverse("pages:tag", args=[tag]))
    assert found.id.isascii()


@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS])
def test_a_tag_of_drafts_alone_answers_as_if_there_were_none(role: str) -> None:
    client = looker(role)
    make.page(make.author(), tags=("sentinel",), state="draft")
    assert main(client, "/wiki/tags/sentinel/changes.atom", 404) == main(client, "/wiki/tags/no/changes.atom", 404)


def test_drafts_with_the_same_tag_are_not_told_of() -> None:
    author = make.author()
    make.page(author, tags=("engines",), title="Loom")
    make.page(author, tags=("Engines",), title="Sentinel", state="draft")
    assert b"Sentinel" not in Client().get("/wiki/tags/engines/changes.atom").content
    assert feed("/wiki/tags/engines/changes.atom").title.endswith("engines")


def test_a_page_that_lost_the_tag_stands_in_it_no_more() -> None:
    author = make.author()
    page = make.page(author, title="Engine", tags=("a",))
    make.page(author, title="Loom", tags=("a",))
    make.revise(page, author, tags=("b",))
    assert [one.title for one in feed("/wiki/tags/a/changes.atom").entries] == ["Loom"]


def test_it_asks_no_more_of_the_database_for_more_changes() -> None:
    author = make.author()
    make.page(author, tags=("a",))
    few = queries(Client(), "/wiki/tags/a/changes.atom")
    for number in range(20):
        make.page(author, tags=("a",), body=f"Words {number}.")
    assert len(few) == len(queries(Client(), "/wiki/tags/a/changes.atom")) == 2
