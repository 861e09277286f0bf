"""Closing a work to replies, and opening it again."""

from __future__ import annotations

import pytest

from tests import make
from tests.works.signed_in import LIST, address, another, author_at_desk, page
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Note G", slug="note-g")
    for verb, told, closed in (("close", "closed", True), ("open", "opened", False)):
        assert f'name="to" value="{verb}"' in page(client, address(work, "edit"))
        response = client.post(address(work, "replies"), {"to": verb})
        assert response["Location"] == f"{LIST}?{told}=note-g"
        work.refresh_from_db()
        assert work.replies_closed is closed
    assert "“<bdi>Note G</bdi>” takes replies." in page(client, response["Location"])
    verbs = Entry.objects.about(work).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["closed to answers", "opened to answers"]


def test_nonsense_changes_nothing() -> None:
    client, author = author_at_desk()
    work = make.work(author)
    for nonsense in ("", "x", "closed"):
        assert client.post(address(work, "replies"), {"to": nonsense})["Location"] == address(work, "edit")
    assert client.get(address(work, "replies")).status_code == 405
    work.refresh_from_db()
    assert not work.replies_closed
    assert Entry.objects.count() == 0


def test_nobody_closes_another_s() -> None:
    client = another()
    work = make.work(author_at_desk()[1])
    assert client.post(address(work, "replies"), {"to": "close"}).status_code == 404
    work.refresh_from_db()
    assert not work.replies_closed
