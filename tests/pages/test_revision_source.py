"""What a page once said, as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from wiki.archive.front_matter import read_document
from wiki.archive.pages import read_revision
from wiki.pages.suppressing import suppress

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def signed_in(author: Author) -> Client:
    client = Client()
    client.force_login(make.account(author))
    return client


def test_it_works(client: Client, author: Author) -> None:
    page = make.page(author, title="A", body="One.", tags=("first",))
    make.revise(page, author, body="Two.", tags=())
    document = read_document("a.md", client.get("/wiki/a@1.md").content.decode())
    assert (document.fields["title"], document.fields["tags"], document.body) == ("A", ["first"], "\nOne.")
    assert client.get("/wiki/a@2.md").content.decode().endswith("\n\nTwo.")


def test_it_says_who_wrote_it_and_why_unless_nobody_may_know(client: Client, author: Author) -> None:
    page = make.page(author, title="A", summary="A beginning")
    make.revise(page, author, body="Two.")
    revision = page.revisions.get(number=1)
    text = client.get("/wiki/a@1.md").content.decode()
    assert f"\neditor: {author.slug}\nsummary: A beginning\n" in text
    suppress(revision, ["summary", "editor"], actor=make.account(author), reason="A number")
    for asker in (client, signed_in(author)):
        text = asker.get("/wiki/a@1.md").content.decode()
        assert "summary" not in text
        assert "editor" not in text


def test_an_archive_can_read_it_again(client: Client, author: Author) -> None:
    page = make.page(author, title="A", body="One.", tags=("first",), summary="A beginning")
    make.revise(page, author, body="Two.", minor=True)
    text = client.get("/wiki/a@2.md").content.decode()
    again = read_revision(read_document("pages/a.revisions/0002.md", text))
    assert again["number"] == 2
    assert (again["title"], again["body"], again["tags"]) == ("A", "Two.", ["first"])
    assert (again["editor"], again["summary"], again["minor"]) == (author.slug, "", "true")
    assert again["changed"] == page.latest.written_at


def test_it_stays_the_same_when_the_page_is_renamed(client: Client, author: Author) -> None:
    page = make.page(author, title="A")
    before = client.get("/wiki/a@1.md").content
    make.revise(page, author, title="B")
    assert client.get("/wiki/a@1.md", follow=True).content == client.get("/wiki/b@1.md").content == before


def test_what_was_said_before_it_was_published_is_for_who_writes_here(client: Client, author: Author) -> None:
    page = make.page(author, title="A", body="Secret.", state="draft")
    make.revise(page, author, body="Public.")
    page.publish(actor=make.account(author))
    answer, missing = client.get("/wiki/a@1.md"), client.get("/wiki/a@9.md")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)
    assert client.get("/wiki/a@2.md").status_code == 200
    assert "Secret." in signed_in(author).get("/wiki/a@1.md").content.decode()


def test_what_is_suppressed_is_for_nobody(client: Client, author: Author) -> None:
    page = make.page(author, title="A", body="0123 456789")
    make.revise(page, author, body="Nothing.")
    suppress(page.revisions.get(number=1), ["text"], actor=make.account(author), reason="A number")
    assert client.get("/wiki/a@1.md").status_code == signed_in(author).get("/wiki/a@1.md").status_code == 404


def test_a_draft_has_none_for_strangers(client: Client, author: Author) -> None:
    make.page(author, title="A", state="draft")
    assert client.get("/wiki/a@1.md").status_code == 404


@pytest.mark.parametrize("number", ["0", "9" * 30, "9" * 5000, "-1", "1.0", "x", "١"])
def test_an_odd_number_is_not_found(client: Client, author: Author, number: str) -> None:
    make.page(author, title="A")
    assert client.get(f"/wiki/a@{number}.md").status_code == 404
