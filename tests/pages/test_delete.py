"""Taking a page off the site."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.pages.writing import address, co_author, owner, reader, text_of
from wiki.log.models import Entry
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = owner()
    page = make.page(author, title="Rings")
    make.page(author, body="See [[Rings]] and ![[Rings]].")
    text = text_of(client.get(address(page, "delete")))
    assert "2 links to it will lead nowhere" in text
    page.refresh_from_db()
    assert not page.deleted_at
    assert client.post(address(page, "delete"), {"reason": "Wrong."})["Location"] == "/wiki/drafts/"
    assert not Page.objects.published().filter(pk=page.pk).exists()
    entry = Entry.objects.about(page).get(verb="deleted")
    assert (entry.actor_id, entry.reason) == (author.user_id, "Wrong.")


def test_without_a_word_and_without_a_link_it_goes_as_well() -> None:
    client, author = owner()
    page = make.page(author)
    assert "lead nowhere" not in text_of(client.get(address(page, "delete")))
    client.post(address(page, "delete"))
    assert Page.objects.get().deleted_at


def test_a_locked_page_is_the_owner_s_to_delete() -> None:
    _, author = owner()
    client, other = co_author()
    page = make.page(other)
    page.lock(actor=make.hand(author).actor)
    assert client.get(address(page, "delete")).status_code == 403
    assert client.post(address(page, "delete")).status_code == 403
    assert not Page.objects.get().deleted_at


def test_strangers_delete_nothing() -> None:
    _, author = owner()
    page = make.page(author)
    for client in (Client(), reader()):
        assert client.post(address(page, "delete")).status_code == 403
    assert not Page.objects.get().deleted_at
