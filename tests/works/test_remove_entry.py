"""Taking an entry out of the bibliography."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.works.bibliography import LIST, article
from tests.works.signed_in import author_at_desk, no_author, page
from wiki.log.models import Entry as LogEntry
from wiki.works.entries import Entry

pytestmark = pytest.mark.django_db


def address(entry: Entry) -> str:
    return f"{LIST}{entry.pk}/remove/"


def test_it_works() -> None:
    client, author = author_at_desk()
    entry = article("lovelace1843", title="Notes")
    assert "Notes" in page(client, address(entry))
    response = client.post(address(entry))
    assert response["Location"] == f"{LIST}?removed={entry.pk}"
    text = page(client, response["Location"])
    assert "lovelace1843</code> is removed." in text
    assert f"{LIST}{entry.pk}/restore/" in text
    assert "Notes" not in text
    logged = LogEntry.objects.about(entry).get()
    assert (logged.verb, logged.actor_id, logged.after) == ("removed", author.user_id, {"removed": True})


def test_asking_removes_nothing() -> None:
    client, _ = author_at_desk()
    entry = article("a")
    client.get(address(entry))
    entry.refresh_from_db()
    assert entry.removed_at is None


def test_a_second_time_it_is_not_found_and_a_work_s_own_never_is() -> None:
    client, author = author_at_desk()
    entry = article("a")
    assert client.post(address(entry)).status_code == 302
    assert client.post(address(entry)).status_code == 404
    work = make.work(author)
    assert client.post(address(work.entry)).status_code == 404
    assert not work.entry.remove(actor=make.user())
    assert LogEntry.objects.count() == 1


def test_strangers_remove_nothing() -> None:
    entry = article("a")
    assert Client().get(address(entry)).status_code == 302
    assert Client().post(address(entry)).status_code == 403
    assert no_author().post(address(entry)).status_code == 403
    entry.refresh_from_db()
    assert entry.removed_at is None
