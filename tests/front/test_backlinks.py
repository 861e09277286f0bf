"""All that leads to a page of the wiki, part by part; and the first of it below the page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.queries import captured, tables
from wiki.links.showing import PER_PAGE

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def read(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def titles(text: str) -> list[str]:
    return re.findall(r'<p class="backlink"><a href="[^"]*" dir="auto">([^<]*)<', text)


def test_it_works(client: Client, author: Author) -> None:
    make.page(author, title="Engine", aliases=("Machine",))
    make.page(author, title="A", body="# Top\n\n## Under\n\nOne. It is like the [[machine]] <b>there</b>. Three.")
    make.page(author, title="B", body="![[Engine]]")
    for text in (read(client, "/wiki/engine/backlinks/"), read(client, "/wiki/engine/")):
        assert '<a href="/wiki/a/" dir="auto">A</a>' in text
        assert "It is like the machine <b>there</b>." in text
        assert "Top › Under" in text
    assert titles(read(client, "/wiki/engine/backlinks/")) == ["A"]
    assert titles(read(client, "/wiki/engine/backlinks/", kind="embedded")) == ["B"]


def test_below_the_page_stand_the_first_and_the_way_to_all(client: Client, author: Author) -> None:
    make.page(author, title="Engine")
    for number in range(7):
        make.page(author, title=f"Page {number}", body="The [[Engine]].")
    text = read(client, "/wiki/engine/")
    assert titles(text) == ["Page 6", "Page 5", "Page 4", "Page 3", "Page 2"]
    assert 'href="/wiki/engine/backlinks/?kind=linked"' in text
    assert "Embedded in" not in text


def test_what_nothing_leads_to_has_no_such_list(client: Client, author: Author) -> None:
    make.page(author, title="Engine", body="[[Engine]] and [[#x]]")
    assert "Linked from" not in read(client, "/wiki/engine/")
    assert "Nothing yet." in read(client, "/wiki/engine/backlinks/")


def test_a_draft_s_sentence_is_for_who_writes_here(client: Client, author: Author) -> None:
    make.page(author, title="Engine")
    draft = make.page(author, title="Secret", body="A secret about the [[Engine]].\n\n![[Engine]]", state="draft")
    writer = Client()
    writer.force_login(make.account(author))
    for address in ("/wiki/engine/", "/wiki/engine/backlinks/", "/wiki/engine/backlinks/?kind=embedded"):
        assert "ecret" not in read(client, address)
        assert "Secret" in read(writer, address)
    draft.publish(actor=make.account(author))
    assert "A secret about" in read(client, "/wiki/engine/")
    draft.unpublish(actor=make.account(author))
    assert "ecret" not in read(client, "/wiki/engine/")


def test_what_a_text_said_before_is_gone_from_here(client: Client, author: Author) -> None:
    make.page(author, title="Engine")
    page = make.page(author, title="A", body="0123 456789 about the [[Engine]].")
    make.revise(page, author, body="About the [[Engine]].")
    text = read(client, "/wiki/engine/")
    assert "456789" not in text
    assert "About the Engine." in text


def test_what_it_is_about_is_cited_here(client: Client, author: Author) -> None:
    make.page(author, title="Engine", cite_key="lovelace1843")
    make.page(author, title="A", body="As she says [@lovelace1843, p. 3].")
    for address in ("/wiki/engine/", "/wiki/engine/backlinks/?kind=cited"):
        text = read(client, address)
        assert "Cited in" in text
        assert "As she says [@lovelace1843, p. 3]." in text


def test_parts_follow_each_other_and_leave_nothing_out(client: Client, author: Author) -> None:
    make.page(author, title="Engine")
    for number in range(2 * PER_PAGE + 1):
        make.page(author, title=f"Page {number:02}", body="The [[Engine]].")
    found, address, parts = [], "/wiki/engine/backlinks/", 0
    while address:
        text = read(client, address)
        found += titles(text)
        following = re.search(r'rel="next" href="([^"]*)"', text)
        address, parts = (f"/wiki/engine/backlinks/{following[1]}" if following else ""), parts + 1
    assert found == [f"Page {number:02}" for number in reversed(range(2 * PER_PAGE + 1))]
    assert parts == 3


def test_a_part_alone_has_no_page_around_it(client: Client, author: Author) -> None:
    make.page(author, title="Engine")
    make.page(author, title="A", body="The [[Engine]].")
    text = read(client, "/wiki/engine/backlinks/", part="1")
    assert titles(text) == ["A"]
    assert "<html" not in text


def test_it_stands_in_no_index_and_leads_to_the_page(client: Client, author: Author) -> None:
    make.page(author, title="Engine")
    answer = client.get("/wiki/engine/backlinks/")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, no-cache", "noindex, follow")
    assert '<link rel="canonical" href="http://localhost:8000/wiki/engine/">' in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["kind=x", "cursor=x", "cursor=a1.2", "cursor=a1.x", "cursor=%00", "kind=embedded&cursor=a.1.1"]
)
def test_an_odd_part_is_not_found(client: Client, author: Author, query: str) -> None:
    make.page(author, title="Engine")
    assert client.get(f"/wiki/engine/backlinks/?{query}").status_code == 404


def test_a_draft_and_no_such_page_are_the_same_to_a_stranger(client: Client, author: Author) -> None:
    make.page(author, title="Engine", state="draft")
    answer, missing = client.get("/wiki/engine/backlinks/"), client.get("/wiki/never-was/backlinks/")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)


def test_it_takes_three_queries_however_much_leads_here(client: Client, author: Author) -> None:
    make.page(author, title="Engine")
    for number in range(12):
        make.page(author, title=f"Page {number}", body="The [[Engine]]. The [[Engine#x]].")
        if number in (0, 11):
            with captured() as sql:
                read(client, "/wiki/engine/backlinks/")
            assert tables(sql) == ["pages_page", "links_reference", "pages_page"]
