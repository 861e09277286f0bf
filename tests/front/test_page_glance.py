"""A page of the wiki at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.queries import captured, tables

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def glance(client: Client, slug: str) -> str:
    answer = client.get(f"/wiki/{slug}/glance/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works(client: Client, author: Author) -> None:
    make.page(author, title="A & B", body="# Top\n\n- no\n\nIt *computes*[^1], see [[C]].\n\nMore.\n\n[^1]: Note.")
    text = glance(client, "a-b")
    assert "A &amp; B" in text
    assert "<p>It <em>computes</em>, see C.</p>" in text
    for words in ("More", "Top", "Note", "<a ", " id=", "<html", "csrf"):
        assert words not in text


def test_links_in_it_are_named_as_on_the_page(client: Client, author: Author) -> None:
    make.page(author, title="A", body="See [[B|this]].")
    make.page(author, title="B")
    assert "<p>See this.</p>" in glance(client, "a")


def test_it_is_the_same_for_everyone_and_stands_in_no_index(client: Client, author: Author) -> None:
    make.page(author, title="A")
    answer = client.get("/wiki/a/glance/")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, no-cache", "noindex, follow")
    assert not answer.cookies


def test_a_draft_is_for_who_writes_here_and_marked(client: Client, author: Author) -> None:
    make.page(author, title="A", state="draft")
    answer, missing = client.get("/wiki/a/glance/"), client.get("/wiki/never-was/glance/")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)
    client.force_login(make.account(author))
    assert "Draft" in glance(client, "a")


def test_what_it_embeds_is_not_in_it(client: Client, author: Author) -> None:
    make.page(author, title="B", body="Embedded.")
    make.page(author, title="A", body="![[B]]\n\n![[Nothing]]\n\nOwn.")
    text = glance(client, "a")
    assert "Own." in text
    assert "Embedded" not in text


def test_of_a_paragraph_without_end_there_are_the_first_words(client: Client, author: Author) -> None:
    make.page(author, title="A", body="*on* & on " * 20_000)
    text = glance(client, "a")
    assert "on &amp; on on" in text
    assert len(text) < 2000


@pytest.mark.parametrize("body", ["", "# Only a heading", "- a list"])
def test_a_page_without_a_paragraph_has_its_title(client: Client, author: Author, body: str) -> None:
    make.page(author, title="A", body=body)
    text = glance(client, "a")
    assert "A</p>" in text
    assert "prose" not in text


def test_it_takes_a_query_for_the_page_and_two_for_its_links(client: Client, author: Author) -> None:
    make.page(author, title="B")
    make.page(author, title="A", body="[[B]]\n\n" + "[[C]]\n\n" * 20)
    with captured() as sql:
        glance(client, "a")
    assert tables(sql) == ["pages_page", "links_name", "pages_page"]
