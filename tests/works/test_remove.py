"""Taking a work off the page."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from tests import make
from tests.works.signed_in import LIST, address, another, author_at_desk, no_author, page
from wiki.lib.kinds import mentions
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = author_at_desk()
    work = make.work(author, title="Hasty work", slug="hasty", abstract="About ![a](/media/x.png).")
    assert "Hasty work" in page(client, address(work, "remove"))
    assert "Hasty work" in page(Client())
    response = client.post(address(work, "remove"))
    assert response["Location"] == f"{LIST}?removed=hasty"
    assert "“<bdi>Hasty work</bdi>” is off your page." in page(client, response["Location"])
    assert "Hasty work" not in page(Client())
    assert "Hasty work" not in page(client)
    assert mentions(["/media/x.png"], AnonymousUser()) == {"/media/x.png": []}
    entry = Entry.objects.about(work).get()
    assert (entry.verb, entry.actor_id, entry.before, entry.after) == (
        "removed",
        author.user_id,
        {"removed": False},
        {"removed": True},
    )


def test_twice_is_once() -> None:
    client, author = author_at_desk()
    work = make.work(author)
    for _ in range(2):
        assert client.post(address(work, "remove")).status_code == 302
    assert Entry.objects.count() == 1


def test_asking_removes_nothing() -> None:
    client, author = author_at_desk()
    work = make.work(author)
    client.get(address(work, "remove"))
    work.refresh_from_db()
    assert work.removed_at is None


def test_nobody_removes_another_s_work() -> None:
    _, author = author_at_desk()
    work = make.work(author)
    assert another().get(address(work, "remove")).status_code == 404
    assert another().post(address(work, "remove")).status_code == 404
    assert no_author().post(address(work, "remove")).status_code == 403
    assert Client().post(address(work, "remove")).status_code == 403
    assert Client().get(address(work, "remove")).status_code == 302
    work.refresh_from_db()
    assert work.removed_at is None
