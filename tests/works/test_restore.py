"""Putting a removed work back."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.works.signed_in import LIST, address, another, author_at_desk, no_author, page, titles
from wiki.authors.models import Author
from wiki.log.models import Entry
from wiki.works.models import SelectedWork

pytestmark = pytest.mark.django_db


def removed(author: Author, **fields: str) -> SelectedWork:
    work = make.work(author, **fields)
    assert author.user
    work.remove(actor=author.user)
    return work


def test_it_works() -> None:
    client, author = author_at_desk()
    make.work(author, title="A")
    work = removed(author, title="B", slug="b")
    make.work(author, title="C")
    response = client.post(address(work, "restore"))
    assert response["Location"] == f"{LIST}?restored=b"
    assert "“<bdi>B</bdi>” is back, 2 of 3." in page(client, response["Location"])
    assert titles(author) == ["A", "B", "C"]
    assert ">B<" in page(Client())
    entry = Entry.objects.about(work).first()
    assert entry
    assert (entry.verb, entry.before, entry.after) == ("restored", {"removed": True}, {"removed": False})


def test_what_is_there_already_stays_as_it_is() -> None:
    client, author = author_at_desk()
    work = make.work(author)
    assert client.post(address(work, "restore")).status_code == 302
    assert not Entry.objects.exists()


def test_nobody_restores_another_s_work() -> None:
    _, author = author_at_desk()
    work = removed(author)
    assert another().post(address(work, "restore")).status_code == 404
    assert no_author().post(address(work, "restore")).status_code == 403
    assert Client().post(address(work, "restore")).status_code == 403
    work.refresh_from_db()
    assert work.removed_at


def test_it_takes_a_button_and_no_link() -> None:
    client, author = author_at_desk()
    assert client.get(address(removed(author), "restore")).status_code == 405
