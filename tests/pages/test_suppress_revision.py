"""The owner takes back what an old revision gives away."""

from __future__ import annotations

import pytest

from tests import make
from tests.pages.looking import STRANGERS, looker, text
from wiki.log.models import Entry
from wiki.pages.models import Page

pytestmark = pytest.mark.django_db

ADDRESS = "/wiki/engine/suppress/1/"


def edited() -> Page:
    author = make.author()
    page = make.page(author, title="Engine", body="Call 5550123.")
    return make.revise(page, author, body="Write.")


def test_it_works() -> None:
    page = edited()
    client = looker("owner")
    assert "5550123" not in text(client, ADDRESS)
    assert client.post(ADDRESS, {"text": "on", "reason": "A telephone number"})["Location"] == "/wiki/engine/history/"
    revision = page.revisions.get(number=1)
    assert (revision.text_suppressed, revision.summary_suppressed) == (True, False)
    assert Entry.objects.about(revision).get().reason == "A telephone number"
    assert client.post(ADDRESS, {"reason": "It is in the book"}).status_code == 302
    assert not page.revisions.get(number=1).text_suppressed


def test_a_reason_is_asked_for() -> None:
    page = edited()
    assert "Fill this in" in looker("owner").post(ADDRESS, {"text": "on"}).content.decode()
    assert not page.revisions.get(number=1).text_suppressed


def test_what_the_page_says_now_cannot_go() -> None:
    page = edited()
    answer = looker("owner").post("/wiki/engine/suppress/2/", {"text": "on", "reason": "So"})
    assert answer.status_code == 409
    assert "Save a text without it first" in answer.content.decode()
    assert not page.latest.text_suppressed


@pytest.mark.parametrize("role", [*STRANGERS, "co-author"])
def test_it_is_the_owners_alone(role: str) -> None:
    page = edited()
    client = looker(role)
    assert client.get(ADDRESS).status_code in (302, 403)
    assert client.post(ADDRESS, {"text": "on", "reason": "So"}).status_code == 403
    assert not page.revisions.get(number=1).text_suppressed
