"""Bringing an entry back into the bibliography."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.works.bibliography import LIST, NOBODY, article
from tests.works.signed_in import author_at_desk, no_author, page
from wiki.log.models import Entry as LogEntry
from wiki.works.entries import Entry

pytestmark = pytest.mark.django_db


def address(entry: Entry) -> str:
    return f"{LIST}{entry.pk}/restore/"


def test_it_works() -> None:
    client, _ = author_at_desk()
    entry = article("lovelace1843", title="Notes")
    entry.remove(actor=NOBODY)
    response = client.post(address(entry))
    assert response["Location"] == f"{LIST}?restored={entry.pk}"
    text = page(client, response["Location"])
    assert "lovelace1843</code> is back." in text
    assert "Notes" in text
    assert [logged.verb for logged in LogEntry.objects.about(entry)] == ["restored", "removed"]


def test_what_is_there_stays_and_nothing_is_logged() -> None:
    client, author = author_at_desk()
    assert client.post(address(article("a"))).status_code == 302
    assert client.post(address(make.work(author).entry)).status_code == 404
    assert client.get(address(article("b"))).status_code == 405
    assert not LogEntry.objects.exists()


def test_strangers_restore_nothing() -> None:
    entry = article("a")
    entry.remove(actor=NOBODY)
    assert Client().post(address(entry)).status_code == 403
    assert no_author().post(address(entry)).status_code == 403
    entry.refresh_from_db()
    assert entry.removed_at
