"""The list of what a page said: to each as much as they may know."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, once_a_draft, text
from tests.queries import captured
from wiki.pages.models import Page
from wiki.pages.suppressing import suppress

pytestmark = pytest.mark.django_db


def address(page: Page) -> str:
    return reverse("pages:history", args=[page.slug])


def test_it_works() -> None:
    author = make.author(name="Ada")
    page = make.page(author, title="Engine", body="One two.")
    make.revise(page, author, body="One two three.", summary="Count on", minor=True)
    answer = Client().get(address(page))
    shown = answer.content.decode()
    for words in ("@1", "@2", "Ada", "Count on", "minor", "+1<", "−0<", "what it says now"):
        assert words in shown
    assert answer["X-Robots-Tag"] == "noindex, follow"
    assert answer["Cache-Control"] == "public, no-cache"
    assert not answer.cookies
    assert "Restore" not in shown
    assert "Undo" not in shown


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_see_nothing_of_what_was_never_public(role: str) -> None:
    page = once_a_draft(make.author())
    shown = text(looker(role), address(page))
    assert "@3" in shown
    assert "@2" in shown
    assert "@1<" not in shown
    assert "Sentinel" not in shown


@pytest.mark.parametrize("role", WRITERS)
def test_who_writes_here_sees_all_of_it_and_what_is_not_public(role: str) -> None:
    page = once_a_draft(make.author())
    shown = text(looker(role), address(page))
    assert "Sentinel summary" in shown
    assert shown.count("not public") == 1
    assert reverse("pages:undo", args=[page.slug, 2]) in shown
    assert reverse("pages:revert", args=[page.slug, 1]) in shown
    assert (reverse("pages:suppress_revision", args=[page.slug, 1]) in shown) == (role == "owner")


@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS, "admin"])
def test_nobody_sees_what_is_suppressed(role: str) -> None:
    author = make.author(name="Ada Sentinel")
    page = make.page(author, body="One.", summary="Sentinel")
    make.revise(page, make.author(name="Charles"), body="Two.")
    suppress(page.revisions.get(number=1), {"text", "summary", "editor"}, actor=make.owner(), reason="So")
    shown = text(looker(role), address(page))
    assert "Sentinel" not in shown
    for words in ("text removed", "summary removed", "name removed"):
        assert words in shown
    assert reverse("pages:revision", args=[page.slug, 1]) not in shown


def test_a_draft_answers_as_if_there_were_no_such_page() -> None:
    page = make.page(make.author(), state="draft")
    draft, nothing = Client().get(address(page)), Client().get("/wiki/nothing-at-all/history/")
    assert (draft.status_code, draft.content) == (nothing.status_code, nothing.content)


def test_a_long_history_comes_in_parts() -> None:
    author = make.author()
    page = make.page(author)
    for number in range(54):
        make.revise(page, author, body=f"Words {number}.")
    shown = text(Client(), address(page))
    assert "@6<" in shown
    assert "@5<" not in shown
    older = text(Client(), f"{address(page)}?cursor=a6.6")
    assert "@5<" in older
    assert "@6<" not in older
    for wrong in ("a9223372036854775807.9223372036854775807", "x", "a6.7", "b-1.-1", "a1.2.3"):
        assert Client().get(f"{address(page)}?cursor={wrong}").status_code == 404


def test_it_asks_no_more_of_the_database_for_a_longer_history() -> None:
    author = make.author()
    page = make.page(author)
    make.revise(page, author, body="Two.")
    Client().get(address(page))  # the first of a minute is counted in its own way
    with captured() as few:
        Client().get(address(page))
    for number in range(20):
        make.revise(page, author, body=f"Words {number}.")
    with captured() as many:
        Client().get(address(page))
    assert len(few) == len(many)


def test_an_old_address_leads_to_the_present_history() -> None:
    author = make.author()
    page = make.page(author, title="Before")
    make.revise(page, author, title="After")
    answer = Client().get("/wiki/before/history/")
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (301, "/wiki/after/history/")
