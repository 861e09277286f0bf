"""All of the bibliography as a file, which the same site takes back without a change."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.queries import captured
from tests.works.bibliography import LIST, NOBODY, article, entry
from tests.works.signed_in import author_at_desk, no_author
from tests.works.test_import_bibtex import report, sent
from wiki.works.files import read_all

pytestmark = pytest.mark.django_db
ADDRESS = f"{LIST}download/"


def downloaded(client: Client) -> str:
    """The file."""
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response.content.decode()


def test_it_works() -> None:
    client, author = author_at_desk()
    article("lovelace1843", "Lovelace, Ada", "1843", "Notes")
    make.work(author, slug="ideals", title="Ideals")
    article("gone").remove(actor=NOBODY)
    response = client.get(ADDRESS)
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="bibliography.bib"'
    assert [found.key for found in read_all(downloaded(client)).found] == ["ideals", "lovelace1843"]


def test_taken_in_again_it_changes_nothing() -> None:
    client, _ = author_at_desk()
    for text in ('@string{j = "One"}\n@misc{a, journal = j}', '@string{j = "Two"}\n@misc{b, journal = j}'):
        entry(text)
    article("c", r"G{\"o}del, Kurt", "1931", "Notes")
    assert report(sent(client, text=downloaded(client))) == [0, 0, 3, 0]


def test_however_many_there_are_it_takes_the_same_queries() -> None:
    client, author = author_at_desk()
    counts = []
    for many in (2, 10):
        for number in range(many):
            article(f"e{many}-{number}")
            make.work(author)
        with captured() as sql:
            downloaded(client)
        counts.append(len(sql))
    assert counts[0] == counts[1]


def test_those_who_write_here_have_it_and_nobody_else() -> None:
    assert Client().get(ADDRESS).status_code == 302
    assert no_author().get(ADDRESS).status_code == 403
