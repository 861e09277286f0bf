"""A page of the wiki as it was written, with what stands above it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import make
from wiki.archive.front_matter import read_document
from wiki.archive.pages import page_fields, read_page
from wiki.pages.models import Page, Revision

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def test_it_works(client: Client, author: Author) -> None:
    head: dict[str, Any] = {
        "tags": ("Machines", "no"),
        "aliases": ("Engine",),
        "status": "in progress",
        "confidence": "80%",
        "superseded_by": "[[Better]]",
        "cite_key": "lovelace1843",
    }
    make.page(author, title="Analytical Engine", body="It *computes*[^1].\n\n[^1]: [[Note G]]\n", **head)
    Revision.objects.update(written_at=datetime(2024, 5, 3, 9, 30, tzinfo=UTC))
    answer = client.get("/wiki/analytical-engine.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    document = read_document("a.md", answer.content.decode())
    assert document.fields == {
        "title": "Analytical Engine",
        "tags": ["Machines", "no"],
        "aliases": ["Engine"],
        "status": "in progress",
        "confidence": "80%",
        "superseded_by": "[[Better]]",
        "cite_key": "lovelace1843",
        "changed": "2024-05-03T09:30:00+00:00",
    }
    assert document.body == "\nIt *computes*[^1].\n\n[^1]: [[Note G]]"


def test_an_archive_can_read_it_again(client: Client, author: Author) -> None:
    make.page(author, title="A: b", body="\n    code\n\n---\nx: y\n---", tags=("no",), state="draft", confidence="80%")
    client.force_login(make.account(author))
    document = read_document("pages/a-b.md", client.get("/wiki/a-b.md").content.decode())
    page = Page.objects.get()
    assert {name: read_page(document)[name] for name in page_fields(page)} == page_fields(page)


def test_it_is_kept_as_the_page_is_and_stands_in_no_index(client: Client, author: Author) -> None:
    make.page(author, title="A")
    answer = client.get("/wiki/a.md")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, no-cache", "noindex, follow")
    assert not answer.cookies
    client.force_login(make.account(author))
    assert client.get("/wiki/a.md")["Cache-Control"] == "private, no-store"


def test_a_draft_is_for_who_writes_here_and_says_what_it_is(client: Client, author: Author) -> None:
    make.page(author, title="A", state="draft")
    answer, missing = client.get("/wiki/a.md"), client.get("/wiki/never-was.md")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)
    client.force_login(make.account(author))
    assert "\nstate: draft\n" in client.get("/wiki/a.md").content.decode()


def test_a_deleted_page_has_none(client: Client, author: Author) -> None:
    make.page(author, title="A").remove(actor=make.account(author))
    client.force_login(make.account(author))
    assert client.get("/wiki/a.md").status_code == 404


def test_an_etag_of_what_is_hidden_by_now_opens_nothing(client: Client, author: Author) -> None:
    page = make.page(author, title="A")
    tag = client.get("/wiki/a.md")["ETag"]
    page.unpublish(actor=make.account(author))
    assert client.get("/wiki/a.md", headers={"If-None-Match": tag}).status_code == 404
