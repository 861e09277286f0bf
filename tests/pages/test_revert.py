"""Letting a page say again what it said once."""

from __future__ import annotations

import pytest

from tests import make
from tests.pages.looking import STRANGERS, looker, text
from wiki.pages.models import Page
from wiki.pages.suppressing import suppress

pytestmark = pytest.mark.django_db

ADDRESS = "/wiki/engine/revert/1/"


def edited() -> Page:
    author = make.author()
    page = make.page(author, title="Engine", body="Once.", tags=("old",))
    return make.revise(page, author, body="Now.", tags=("new",))


def test_it_works() -> None:
    page = edited()
    client = looker("co-author")
    shown = text(client, ADDRESS)
    assert "Once</ins>" in shown
    assert "old</ins>" in shown
    assert client.post(ADDRESS, {"version": 2, "summary": "Better then"})["Location"] == "/wiki/engine/"
    page.refresh_from_db()
    assert (page.latest.body.strip(), page.latest.content.tags) == ("Once.", ("old",))
    assert (page.latest.summary, page.number) == ("Better then", 3)


def test_the_page_keeps_its_name() -> None:
    page = edited()
    make.revise(page, page.latest.editor, title="Machine")
    looker("co-author").post("/wiki/machine/revert/1/", {"version": 3})
    page.refresh_from_db()
    assert (page.title, page.latest.body.strip()) == ("Machine", "Once.")


def test_what_the_page_says_already_needs_no_restoring() -> None:
    edited()
    assert "says this already" in text(looker("co-author"), "/wiki/engine/revert/2/")


def test_a_suppressed_text_does_not_come_back() -> None:
    page = edited()
    suppress(page.revisions.get(number=1), {"text"}, actor=make.owner(), reason="So")
    client = looker("owner")
    assert client.get(ADDRESS).status_code == 404
    assert client.post(ADDRESS, {"version": 2}).status_code == 404
    assert page.revisions.count() == 2


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_restore_nothing(role: str) -> None:
    page = edited()
    assert looker(role).post(ADDRESS, {"version": 2}).status_code == 403
    assert page.revisions.count() == 2


def test_a_locked_page_is_for_its_owner() -> None:
    page = edited()
    page.lock(actor=make.owner())
    assert looker("co-author").post(ADDRESS, {"version": 2}).status_code == 403
    assert looker("owner").post(ADDRESS, {"version": 2}).status_code == 302
