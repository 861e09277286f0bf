"""A selected work as an archive would have it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from wiki.archive.front_matter import read_document
from wiki.archive.works import read_work, work_fields

pytestmark = pytest.mark.django_db


def test_it_works(client: Client) -> None:
    make.work(
        make.primary(),
        title="Note G",
        slug="note-g",
        kind="paper",
        year="1843",
        url="https://example.org/",
        abstract="On [[Bernoulli numbers]].",
    )
    answer = client.get("/works/note-g.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.content.decode() == (
        "---\ntitle: Note G\nkind: paper\nyear: '1843'\nurl: https://example.org/\n---\n\nOn [[Bernoulli numbers]]."
    )


def test_an_archive_can_read_it_again(client: Client) -> None:
    work = make.work(
        make.primary(),
        slug="note-g",
        position=3,
        authors="Ada Lovelace",
        venue="Taylor's: Memoirs",
        doi="10.1000/1",
        arxiv="1906.01820",
        pdf="https://example.org/a.pdf",
        code="https://example.org/code",
        slides="https://example.org/slides",
        bibtex="@misc{g,\n  title = {A: {B}}\n}",
        abstract="It computes.",
    )
    text = client.get("/works/note-g.md").content.decode()
    assert read_work(read_document("works/03-note-g.md", text)) == work_fields(work)


def test_a_removed_one_answers_as_if_it_never_was(client: Client) -> None:
    author = make.primary(user=make.owner())
    work = make.work(author, slug="note-g")
    work.remove(actor=make.account(author))
    answer, missing = client.get("/works/note-g.md"), client.get("/works/never-was.md")
    assert (answer.status_code, answer.content, answer.headers) == (404, missing.content, missing.headers)


def test_it_is_the_same_for_everyone_and_stands_in_no_index(client: Client) -> None:
    make.work(make.primary(), slug="note-g")
    answer = client.get("/works/note-g.md")
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("public, no-cache", "noindex, follow")
