"""A selected work on its own page."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.queries import captured, tables

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner(), name="Ada Lovelace")


def read(client: Client, work: SelectedWork) -> str:
    response = client.get(work.get_absolute_url())
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def test_it_works(client: Client, author: Author) -> None:
    make.page(author, title="Bernoulli numbers")
    work = make.work(
        author,
        title="Note G",
        slug="note-g",
        kind="paper",
        venue="Memoirs",
        year="1843",
        url="https://example.org/",
        pdf="https://example.org/a.pdf",
        doi="10.1000/1",
        abstract="On [[Bernoulli numbers]].",
    )
    text = read(client, work)
    for words in (
        "<title>Note G</title>",
        "Paper",
        "Memoirs",
        "1843",
        "Ada Lovelace",
        'href="https://example.org/"',
        'href="https://example.org/a.pdf"',
        'href="https://doi.org/10.1000/1"',
        'href="/works/note-g.bib"',
        'href="/works/note-g.md"',
        '<a href="/wiki/bernoulli-numbers/" class="link">Bernoulli numbers</a>',
        '<meta property="og:description" content="On Bernoulli numbers.">',
        'href="/#work"',
    ):
        assert words in text
    assert "Edit" not in text


def test_its_author_can_go_on_to_change_it(client: Client, author: Author) -> None:
    client.force_login(make.account(author))
    assert 'href="/account/works/note-g/edit/"' in read(client, make.work(author, slug="note-g"))


def test_it_is_the_same_bytes_for_who_has_no_session(client: Client, author: Author) -> None:
    work = make.work(author)
    first, second = client.get(work.get_absolute_url()), Client().get(work.get_absolute_url())
    assert first.content == second.content
    assert not first.cookies
    assert first["Cache-Control"] == "public, no-cache"


def test_a_removed_one_answers_as_if_it_never_was(client: Client, author: Author) -> None:
    work = make.work(author)
    work.remove(actor=make.account(author))
    answer, missing = client.get(work.get_absolute_url()), client.get("/works/never-was/")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)


def test_one_without_an_abstract_says_so(client: Client, author: Author) -> None:
    assert "It has no abstract." in read(client, make.work(author))


def test_work_of_somebody_unlisted_stands_in_no_index(client: Client) -> None:
    text = read(client, make.work(make.author(listed=False)))
    assert "noindex" in text
    assert "og:" not in text


def test_what_speaks_of_it_is_below_it(client: Client, author: Author) -> None:
    work = make.work(author, title="Note G", slug="note-g", bibtex="@misc{lovelace1843, title = {Note G}}")
    make.page(author, title="A", body="See [[work:note-g]] for it.")
    make.page(author, title="B", body="![[work:note-g]]")
    make.page(author, title="C", body="As she says [@lovelace1843].")
    make.page(author, title="D", body="A secret about [[work:note-g]].", state="draft")
    text = read(client, work)
    for words in ("Linked from", "for it.", "Embedded in", 'href="/wiki/b/"', "Cited in", "As she says"):
        assert words in text
    assert "secret" not in text


def test_the_rest_of_what_speaks_of_it_is_a_part_further(client: Client, author: Author) -> None:
    work = make.work(author, slug="note-g")
    for number in range(6):
        make.page(author, title=f"Page {number}", body="See [[work:note-g]].")
    following = re.search(r'href="(\?linked=[^"#]*)#linked"', read(client, work))
    assert following
    assert "Page 0" in (text := html.unescape(client.get(f"/works/note-g/{following[1]}").content.decode()))
    assert "Page 5" not in text
    assert client.get("/works/note-g/", {"linked": "x"}).status_code == 404


def test_it_takes_few_queries_however_much_speaks_of_it(client: Client, author: Author) -> None:
    work = make.work(author, slug="note-g")
    for number in range(12):
        make.page(author, title=f"Page {number}", body="See [[work:note-g]] [@note-g].\n\n![[work:note-g]]")
        if number in (0, 11):
            with captured() as sql:
                read(client, work)
            assert tables(sql) == ["works_selectedwork", "comments_comment", *["links_reference"] * 3, "pages_page"]
