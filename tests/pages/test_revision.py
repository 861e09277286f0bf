"""What a page said once, at an address that stays."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, once_a_draft, text
from wiki.pages.suppressing import suppress

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    author = make.author(name="Ada")
    page = make.page(author, title="Engine", body="It *computes*.")
    make.revise(page, author, body="It thinks.")
    answer = Client().get("/wiki/engine@1")
    shown = answer.content.decode()
    assert "<em>computes</em>" in shown
    assert "not what the page says now" in shown
    assert "/wiki/engine/diff/1..2/" in shown
    assert '/wiki/engine/">' in shown
    assert answer["X-Robots-Tag"] == "noindex, follow"
    assert 'rel="canonical" href="http://localhost:8000/wiki/engine/"' in shown
    assert "which is what the page says now" in text(Client(), "/wiki/engine@2")


def words_of(page: str) -> str:
    found = re.search(r'<div class="text">(.*)</article>', page, re.DOTALL)
    assert found
    return found[1]


def test_it_stays_the_same_when_the_page_is_renamed_deleted_and_restored() -> None:
    author = make.primary(user=make.owner())
    page = make.page(author, title="Before", body="It *computes*. See [[#Later]].\n\n# Later\n")
    before = words_of(text(Client(), "/wiki/before@1"))
    make.revise(page, author, title="After", body="Other.")
    page.remove(actor=make.hand(author).actor)
    assert Client().get("/wiki/after@1").status_code == 404
    page.restore(actor=make.hand(author).actor)
    answer = Client().get("/wiki/before@1")
    assert answer.status_code == 301
    assert "no-cache" in answer["Cache-Control"]
    assert answer["Location"].startswith("/wiki/after@1")
    assert words_of(text(Client(), answer["Location"])).replace("/wiki/after/", "/wiki/before/") == before


@pytest.mark.parametrize("address", ["/wiki/engine@{}", "/wiki/engine@{}.md"])
@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS])
def test_what_was_never_public_is_for_those_who_write_here(role: str, address: str) -> None:
    once_a_draft(make.author())
    client = looker(role)
    assert client.get(address.format(3)).status_code == 200
    assert client.get(address.format(1)).status_code == (200 if role in WRITERS else 404)
    assert client.get(address.format(1)).content.count(b"Sentinel one") == (role in WRITERS)


@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS, "admin"])
def test_a_suppressed_text_is_for_nobody(role: str) -> None:
    author = make.author()
    page = make.page(author, title="Engine", body="Call 5550123.")
    make.revise(page, author, body="Write.")
    suppress(page.revisions.get(number=1), {"text"}, actor=make.owner(), reason="A number")
    client = looker(role)
    for address in (
        "/wiki/engine@1",
        "/wiki/engine@1.md",
        "/wiki/engine/diff/1..2/",
        "/wiki/engine/diff/1..2/?view=inline",
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert b"5550123" not in answer.content


def test_a_number_that_there_is_not_is_not_found() -> None:
    make.page(make.author(), title="Engine")
    for number in (0, 2, 10**30):
        assert Client().get(f"/wiki/engine@{number}").status_code == 404


def test_a_suppressed_name_or_summary_is_not_told() -> None:
    author = make.author(name="Sentinel")
    page = make.page(author, title="Engine", summary="Guard")
    make.revise(page, make.author(), body="Two.")
    suppress(page.revisions.get(number=1), {"summary", "editor"}, actor=make.owner(), reason="So")
    shown = text(Client(), "/wiki/engine@1") + text(Client(), "/wiki/engine/diff/1..2/")
    assert "Sentinel" not in shown
    assert "Guard" not in shown
