"""Publishing, taking back, locking and unlocking a page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.pages.writing import address, co_author, owner, reader, text_of
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    client, author = owner()
    page = make.page(author, state="draft")
    to = address(page, "state")
    for verb, told in (
        ("publish", ("published", False)),
        ("lock", ("published", True)),
        ("unpublish", ("draft", True)),
        ("unlock", ("draft", False)),
    ):
        assert f'value="{verb}"' in text_of(client.get(to))
        for _ in range(2):
            assert client.post(to, {"to": verb})["Location"] == page.get_absolute_url()
        page.refresh_from_db()
        assert (page.state, page.locked) == told
    verbs = list(Entry.objects.about(page).order_by("pk").values_list("verb", flat=True))
    assert verbs == ["begun", "published", "locked", "unpublished", "unlocked"]


@pytest.mark.parametrize(("history", "public"), [("", [2]), ("on", [1, 2])])
def test_what_was_said_before_is_shown_only_when_its_writer_says_so(history: str, public: list[int]) -> None:
    client, author = owner()
    page = make.page(author, state="draft")
    make.revise(page, author, body="Second.")
    client.post(address(page, "state"), {"to": "publish", "history": history})
    assert list(page.revisions.filter(public=True).order_by("number").values_list("number", flat=True)) == public


def test_who_writes_here_closes_it_to_replies_and_opens_it_again() -> None:
    client, author = co_author()
    page = make.page(author)
    to = address(page, "state")
    for verb, closed in (("close_replies", True), ("open_replies", False)):
        assert f'value="{verb}"' in text_of(client.get(to))
        assert client.post(to, {"to": verb})["Location"] == page.get_absolute_url()
        page.refresh_from_db()
        assert page.replies_closed is closed
    assert reader().post(to, {"to": "close_replies"}).status_code == 403


def test_the_owner_alone_locks_and_unlocks() -> None:
    _, author = owner()
    assert author.user
    client, other = co_author()
    page = make.page(other)
    to = address(page, "state")
    assert 'value="lock"' not in text_of(client.get(to))
    assert client.post(to, {"to": "lock"}).status_code == 403
    page.lock(actor=author.user)
    for verb in ("unlock", "unpublish"):
        assert client.post(to, {"to": verb}).status_code == 403
    assert client.get(to).status_code == 403
    page.refresh_from_db()
    assert (page.state, page.locked) == ("published", True)


def test_nonsense_changes_nothing() -> None:
    client, author = owner()
    page = make.page(author)
    assert client.post(address(page, "state"), {"to": "burn"}).status_code == 200
    page.refresh_from_db()
    assert page.is_published


def test_it_is_for_those_who_write_here() -> None:
    _, author = owner()
    page = make.page(author)
    for client in (Client(), reader()):
        assert client.get(address(page, "state")).status_code in (302, 403)
        assert client.post(address(page, "state"), {"to": "unpublish"}).status_code == 403
    page.refresh_from_db()
    assert page.is_published
