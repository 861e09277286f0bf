"""A page of the wiki as it is read."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.queries import captured, tables
from wiki.pages.models import Page
from wiki.pages.suppressing import suppress

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db
TOKEN = r'name="csrfmiddlewaretoken" value="\w+"'


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner(), name="Ada Lovelace")


def read(client: Client, page: Page, **query: str) -> str:
    response = client.get(page.get_absolute_url(), query)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def signed_in(author: Author) -> Client:
    client = Client()
    client.force_login(make.account(author))
    return client


def test_it_works(client: Client, author: Author) -> None:
    page = make.page(author, title="Analytical Engine", body="It *computes*, as [[Note G]] shows.", tags=("Machines",))
    Page.objects.update(changed_at=datetime(2024, 5, 3, tzinfo=UTC))
    text = read(client, page)
    for words in (
        "<title>Analytical Engine</title>",
        '<h1 id="title" dir="auto">Analytical Engine</h1>',
        "<em>computes</em>",
        'class="red-link"',
        '<a href="/wiki/tags/machines/"><bdi>Machines</bdi></a>',
        'href="/wiki/"',
        'href="/wiki/analytical-engine/changes.atom"',
        'Changed <time datetime="2024-05-03">3 May 2024</time> by <bdi><a href="/">Ada Lovelace</a></bdi>',
        'href="/wiki/analytical-engine.md"',
    ):
        assert words in text


def test_for_who_has_no_session_it_is_the_same_bytes_and_says_so(client: Client, author: Author) -> None:
    page = make.page(author)
    first, second = client.get(page.get_absolute_url()), Client().get(page.get_absolute_url())
    assert first.content == second.content
    assert not first.cookies
    assert "csrf" not in first.content.decode()
    assert first["Cache-Control"] == "public, no-cache"
    assert client.get(page.get_absolute_url(), headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert signed_in(author).get(page.get_absolute_url())["Cache-Control"] == "private, no-store"


def test_a_draft_and_no_such_page_are_the_same_to_a_stranger(client: Client, author: Author) -> None:
    page = make.page(author, state="draft")
    reader = Client()
    reader.force_login(make.user())
    answer, missing = client.get(page.get_absolute_url()), client.get("/wiki/never-was/")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)
    told, nothing = (reader.get(path).content.decode() for path in (page.get_absolute_url(), "/wiki/never-was/"))
    assert re.sub(TOKEN, "", told) == re.sub(TOKEN, "", nothing)


def test_a_draft_is_marked_and_stands_in_no_index(author: Author) -> None:
    text = read(signed_in(author), make.page(author, state="draft", body="Not yet."))
    assert "Draft" in text
    assert "noindex" in text
    assert "og:" not in text
    assert "Not yet." in text
    assert 'name="description"' not in text


def test_what_is_published_says_what_it_is_to_whoever_links_to_it(client: Client, author: Author) -> None:
    text = read(client, make.page(author, title='A "B"', body="# Top\n\n- no\n\nIt is *so*[^1].\n\n[^1]: n"))
    assert '<meta property="og:title" content="A "B"">' in text
    assert '<meta property="og:description" content="It is so.">' in text
    assert '<meta name="description" content="It is so.">' in text
    assert "noindex" not in text
    assert '<link rel="canonical" href="http://localhost:8000/wiki/a-b/">' in text


def test_what_is_thought_of_it_stands_under_the_title(client: Client, author: Author) -> None:
    make.page(author, title="Better")
    head = {"status": "in progress", "confidence": "80%", "superseded_by": "[[better]]"}
    text = read(client, make.page(author, body="x", **head))
    assert "Status: <bdi>in progress</bdi>" in text
    assert "Confidence: <bdi>80%</bdi>" in text
    assert 'Superseded by <bdi><a href="/wiki/better/" class="link">better</a></bdi>' in text
    assert "epistemic" not in read(client, make.page(author))


@pytest.mark.parametrize("written", ["Better", " [[Better]] ", "[[Better|Better]]"])
def test_what_it_gives_way_to_is_named_with_or_without_brackets(client: Client, author: Author, written: str) -> None:
    make.page(author, title="Better")
    assert '<a href="/wiki/better/" class="link">Better</a>' in read(client, make.page(author, superseded_by=written))


def test_what_it_gives_way_to_is_text_whatever_it_says(client: Client, author: Author) -> None:
    page = make.page(author, superseded_by='<img src=x onerror="y">')
    assert "<img" not in client.get(page.get_absolute_url()).content.decode()


def test_a_draft_that_it_gives_way_to_looks_like_none(client: Client, author: Author) -> None:
    page = make.page(author, superseded_by="[[Better]]")
    before = client.get(page.get_absolute_url()).content
    make.page(author, title="Better", state="draft")
    assert client.get(page.get_absolute_url()).content == before
    assert 'class="draft-link"' in read(signed_in(author), page)


def test_from_an_old_address_it_says_what_it_was_called(client: Client, author: Author) -> None:
    page = make.page(author, title="Old <name>".replace("<", "«").replace(">", "»"))
    make.revise(page, author, title="New name")
    text = read(client, page, **{"from": "old-name"})
    assert "Moved from <bdi>Old «name»</bdi>" in text
    assert "noindex" in text
    assert 'href="http://localhost:8000/wiki/new-name/"' in text


@pytest.mark.parametrize("asked", ["<b>x", "never-was", "new-name", "other", "old-name/", "x" * 5000, "\x00", ""])
def test_any_other_word_about_where_one_came_from_shows_nothing(client: Client, author: Author, asked: str) -> None:
    page = make.page(author, title="Old name")
    make.revise(page, author, title="New name")
    make.page(author, title="Other")
    plain = client.get(page.get_absolute_url()).content
    assert client.get(page.get_absolute_url(), {"from": asked}).content == plain


@pytest.mark.parametrize(("headings", "listed"), [(0, False), (2, False), (3, True), (50, True)])
def test_a_text_of_three_headings_has_a_list_of_contents(
    client: Client, author: Author, headings: int, listed: bool
) -> None:
    body = "\n\n".join(f"## Part {number} [[x]]\n\nWords." for number in range(headings))
    text = read(client, make.page(author, body=body))
    assert text.count('class="level-2"') == (headings if listed else 0)
    assert ('<a href="#h-part-2-x" dir="auto">Part 2 x</a>' in text) == (listed)


def test_headings_of_what_it_embeds_are_not_in_its_contents(client: Client, author: Author) -> None:
    make.page(author, title="Other", body="# One\n\n# Two\n\n# Three\n\nWords.")
    text = read(client, make.page(author, body="# Own\n\n![[Other]]"))
    assert "Words." in text
    assert "contents-heading" not in text


def test_an_old_deep_link_still_lands(client: Client, author: Author) -> None:
    page = make.page(author, body="# First steps\n\nx")
    make.revise(page, author, body="# Getting started\n\nx")
    text = read(client, page)
    assert '<h2 id="h-getting-started"><span id="h-first-steps"></span>Getting started</h2>' in text


def test_a_link_to_what_is_unpublished_turns_red_and_back_with_no_row_changed(client: Client, author: Author) -> None:
    other = make.page(author, title="Other", body="Secret words.")
    page = make.page(author, body="See [[Other]].\n\n![[Other]]")
    before = client.get(page.get_absolute_url())
    assert "Secret words." in before.content.decode()
    row = Page.objects.filter(pk=page.pk).values().get()
    other.unpublish(actor=make.account(author))
    after = client.get(page.get_absolute_url())
    assert "Secret words." not in after.content.decode()
    assert after["ETag"] != before["ETag"]
    other.publish(actor=make.account(author))
    assert client.get(page.get_absolute_url()).content == before.content
    assert Page.objects.filter(pk=page.pk).values().get() == row


def test_an_editor_whom_nobody_may_know_is_not_named(client: Client, author: Author) -> None:
    page = make.page(author)
    page.revisions.update(editor_suppressed=True)
    text = read(client, page)
    assert "Ada Lovelace" not in text
    assert "Changed" in text


def test_an_unlisted_editor_is_named_without_a_link(client: Client, author: Author) -> None:
    text = read(client, make.page(make.author(name="Manual", listed=False)))
    assert "by <bdi>Manual</bdi>" in text


def test_an_empty_page_says_so(client: Client, author: Author) -> None:
    assert "Nothing is written here yet." in read(client, make.page(author, body=""))


def test_only_who_writes_here_is_told_that_it_is_locked(client: Client, author: Author) -> None:
    page = make.page(author)
    page.lock(actor=make.account(author))
    assert "Locked" not in read(client, page)
    assert "Locked" in read(signed_in(author), page)


def test_titles_are_text_whatever_they_say(client: Client, author: Author) -> None:
    page = make.page(author, title='"onload=x & مرحبا 🤖', body='# a\n\n# "b & c\n\n# d\n\nx', tags=('"t & u',))
    text = client.get(page.get_absolute_url()).content.decode()
    assert "&quot;onload=x &amp; مرحبا 🤖" in text
    assert '"onload=' not in text
    assert '"b &amp;' not in re.sub(r"<h2 id.*?</h2>", "", text)
    assert '"t &' not in text


def test_what_it_cites_is_listed_below_it_and_leads_on(client: Client, author: Author) -> None:
    make.work(author, title="Note G <b>", slug="note-g", bibtex="@misc{lovelace1843, title={Note G}, year={1843}}")
    make.page(author, title="Menabrea", cite_key="menabrea1842")
    page = make.page(author, body="As she says [@lovelace1843, p. 3; @nobody].\n\n# Cookie\n\n![[Other]]")
    text = read(client, page)
    for words in (
        'href="#ref-lovelace1843"',
        '<li id="ref-lovelace1843"',
        'href="/works/note-g/"',
        'class="unknown-key"',
        "Not in the bibliography: <code>nobody</code>",
    ):
        assert words in text
    assert "<b>" not in client.get(page.get_absolute_url()).content.decode()


def test_who_writes_here_goes_on_from_it_and_who_may_not_change_it_does_not(client: Client, author: Author) -> None:
    page = make.page(author, title="A")
    links = ('href="/wiki/a/edit/"', 'href="/wiki/a/state/"')
    page.lock(actor=make.account(author))
    other = make.author(user=make.user())
    for asker, may in ((client, False), (signed_in(author), True), (signed_in(other), False)):
        text = read(asker, page)
        assert 'href="/wiki/a/history/"' in text
        assert [link in text for link in links] == [may, may]


def test_reading_takes_few_queries_however_much_there_is(client: Client, author: Author) -> None:
    page, asked = make.page(author), []
    for how_many in (1, 12):
        numbers = range(how_many)
        for number in numbers:
            if not Page.objects.filter(title=f"Target {number}").exists():
                make.page(author, title=f"Target {number}", body=f"[[{page.title}]] and [[Nothing {number}]]")
        links = (f"[[Target {number}]] [[Red {number}]]\n\n![[Target {number}]]\n\n" for number in numbers)
        make.revise(page, author, body="".join(links))
        with captured() as sql:
            read(client, page)
        asked.append(tables(sql))
    assert asked[0] == asked[1]
    # The page; its discussion; what it links to and embeds; what that links to; what links to it and embeds it, and
    # what these are.
    linked = ["links_name", "pages_page"]
    assert asked[0] == ["pages_page", "comments_comment", *linked * 2, *["links_reference"] * 2, "pages_page"]


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_is_written_here(client: Client, author: Author, method: str) -> None:
    assert getattr(client, method)(make.page(author).get_absolute_url()).status_code in {403, 405}


def test_a_suppressed_revision_is_not_what_a_page_says(client: Client, author: Author) -> None:
    page = make.page(author, body="0123 456789")
    make.revise(page, author, body="Nothing.")
    suppress(page.revisions.get(number=1), ["text"], actor=make.account(author), reason="A number")
    assert "456789" not in read(client, page)
