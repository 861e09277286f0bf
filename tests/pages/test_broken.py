"""Links to sections that are gone."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, queries, text
from wiki.authors.models import Author
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unhurried() -> None:
    cache.clear()


def cut(author: Author, **of_source: str) -> tuple[Page, Page]:
    """A page that leads to a section of another, which it no longer has."""
    target = make.page(author, title="Loom", body="## Cards\n\nHoles.\n\n## Shuttles\n\nBack and forth.")
    source = make.page(author, **({"title": "Mill", "body": "It reads [[Loom#Cards|its cards]] well."} | of_source))
    make.revise(target, author, body="## Shuttles\n\nBack and forth.")
    return source, target


def test_it_works() -> None:
    cut(make.author())
    answer = Client().get("/wiki/broken/")
    shown = answer.content.decode()
    for words in ('href="/wiki/mill/"', 'href="/wiki/loom/"', "cards</bdi>”", "It reads its cards well."):
        assert words in shown
    assert answer["X-Robots-Tag"] == "noindex, follow"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies


def test_where_there_is_none_it_says_so() -> None:
    assert "Every link to a section finds it." in text(Client(), "/wiki/broken/")


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_are_told_nothing_of_drafts_at_either_end(role: str) -> None:
    author = make.author()
    source, target = cut(author, title="Sentinel", body="A sentinel: [[Loom#Cards]]", state="draft")
    assert "Sentinel" not in (shown := text(looker(role), "/wiki/broken/"))
    assert "Every link" in shown
    source.publish(actor=make.owner())
    assert "Sentinel" in text(looker(role), "/wiki/broken/")
    target.unpublish(actor=make.owner())
    assert "Loom" not in text(looker(role), "/wiki/broken/").partition("<main")[2]


@pytest.mark.parametrize("role", WRITERS)
def test_who_writes_here_is_told_of_those_in_drafts(role: str) -> None:
    cut(make.author(), state="draft")
    assert 'href="/wiki/mill/"' in text(looker(role), "/wiki/broken/")


def test_many_come_in_parts() -> None:
    author = make.author()
    target = make.page(author, title="Loom", body="Nothing.")
    for number in range(25):
        make.page(author, title=f"Mill {number}", body="[[Loom#Cards]]")
    first = text(Client(), "/wiki/broken/")
    assert "Mill 24<" in first
    assert "Mill 4<" not in first
    cursor = first.partition('rel="next" href="')[2].partition('"')[0]
    assert "Mill 4<" in text(Client(), f"/wiki/broken/{cursor}")
    assert target.title in first


@pytest.mark.parametrize("wrong", ["x", "a1.2", "a1.%00", "a1.2.3"])
def test_a_part_that_is_none_is_not_found(wrong: str) -> None:
    assert Client().get(f"/wiki/broken/?cursor={wrong}").status_code == 404


def test_it_asks_no_more_of_the_database_for_more_of_them() -> None:
    author = make.author()
    cut(author)
    few = queries(Client(), "/wiki/broken/")
    for number in range(10):
        make.page(author, title=f"Other {number}", body="[[Loom#Cards]]")
    assert len(few) == len(queries(Client(), "/wiki/broken/")) == 3
