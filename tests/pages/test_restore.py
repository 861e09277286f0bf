"""Bringing a deleted page back."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.pages.writing import address, co_author, owner, reader
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = owner()
    page = make.page(author, title="Rings", body="one")
    page.remove(actor=make.hand(author).actor)
    for _ in range(2):
        assert client.post(address(page, "restore"))["Location"] == page.get_absolute_url()
    page.refresh_from_db()
    assert page.is_published
    assert (page.number, page.latest.body) == (1, "one")


def test_only_a_button_does_it() -> None:
    client, author = owner()
    assert client.get(address(make.page(author), "restore")).status_code == 405


def test_a_locked_page_comes_back_by_the_owner_alone_and_strangers_bring_nothing_back() -> None:
    _, author = owner()
    actor = make.hand(author).actor
    page = make.page(author)
    page.lock(actor=actor)
    page.remove(actor=actor)
    client, _ = co_author()
    assert client.post(address(page, "restore")).status_code == 404
    for stranger in (Client(), reader()):
        assert stranger.post(address(page, "restore")).status_code == 403
    assert Page.objects.get().deleted_at
