"""What changed between any two texts of a page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, looker, once_a_draft, text
from wiki.lib import throttling
from wiki.pages import history

if TYPE_CHECKING:
    from wiki.pages.models import Page

pytestmark = pytest.mark.django_db


def changed() -> Page:
    author = make.author(name="Ada")
    page = make.page(author, title="Engine", body="One two three.\n\nKept.\n", tags=("machines",))
    return make.revise(page, author, body="One 2 three.\n\nKept.\n", tags=("numbers",), status="draft")


def test_it_works() -> None:
    changed()
    answer = Client().get("/wiki/engine/diff/1..2/")
    shown = answer.content.decode()
    assert '<del><span class="unseen">removed: </span>two</del>' in shown
    assert '<ins><span class="unseen">added: </span>2</ins>' in shown
    assert "Kept." in shown
    assert answer["X-Robots-Tag"] == "noindex, follow"
    assert answer["Cache-Control"] == "public, no-cache"


def test_it_can_be_read_in_one_text() -> None:
    changed()
    shown = text(Client(), "/wiki/engine/diff/1..2/?view=inline")
    assert "<table" not in shown
    assert '<del><span class="unseen">removed: </span>two</del>' in shown


def test_changes_of_the_head_are_shown() -> None:
    changed()
    shown = text(Client(), "/wiki/engine/diff/1..2/")
    for words in ("Tags", "machines</del>", "numbers</ins>", "Status", "draft</ins>"):
        assert words in shown


def test_the_older_stands_first_whichever_was_asked_for_first() -> None:
    changed()
    assert Client().get("/wiki/engine/diff/2..1/")["Location"] == "/wiki/engine/diff/1..2/"
    assert Client().get("/wiki/engine/diff/2..2/")["Location"] == "/wiki/engine@2"


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_compare_only_what_was_public(role: str) -> None:
    once_a_draft(make.author())
    client = looker(role)
    assert client.get("/wiki/engine/diff/2..3/").status_code == 200
    for address in ("/wiki/engine/diff/1..2/", "/wiki/engine/diff/1..3/", "/wiki/engine/diff/1..1/"):
        assert b"Sentinel" not in client.get(address, follow=True).content


def test_a_stranger_who_asks_for_very_many_is_asked_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(throttling, "time", SimpleNamespace(time=lambda: 1_000_000_020))
    changed()
    stranger, writer = Client(REMOTE_ADDR="192.0.2.9"), looker("co-author")
    answers = [stranger.get("/wiki/engine/diff/1..2/") for _ in range(history.A_MINUTE + 1)]
    assert {answer.status_code for answer in answers[:-1]} == {200}
    assert (answers[-1].status_code, answers[-1]["Retry-After"]) == (429, "60")
    assert "public" not in answers[-1]["Cache-Control"]
    assert stranger.get("/wiki/engine@1").status_code == 429
    assert stranger.get("/wiki/engine/").status_code == 200
    assert writer.get("/wiki/engine/diff/1..2/").status_code == 200


def test_a_text_past_all_bounds_is_shown_by_lines_and_said_so() -> None:
    author = make.author()
    page = make.page(author, title="Engine", body="\n".join(f"a{n}" for n in range(6000)))
    make.revise(page, author, body="\n".join(f"b{n}" for n in range(6000)))
    assert "Too much changed for every word to be compared" in text(Client(), "/wiki/engine/diff/1..2/")
