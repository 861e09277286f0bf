"""Taking one edit back and keeping the later ones."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, looker, text
from wiki.pages.content import Content
from wiki.pages.models import Page, State
from wiki.pages.suppressing import suppress

pytestmark = pytest.mark.django_db

ADDRESS = "/wiki/engine/undo/2/"


def edited() -> Page:
    author = make.author()
    page = make.page(author, title="Engine", body="one\n\ntwo\n\nthree\n")
    make.revise(page, author, body="one\n\nTWO\n\nthree\n")
    return make.revise(page, author, body="one\n\nTWO\n\nthree, four\n")


def test_it_works() -> None:
    page = edited()
    client = looker("co-author")
    shown = text(client, ADDRESS)
    assert "TWO</del>" in shown
    assert "two</ins>" in shown
    assert client.post(ADDRESS, {"version": 3, "summary": ""})["Location"] == "/wiki/engine/"
    page.refresh_from_db()
    assert page.latest.body.strip() == "one\n\ntwo\n\nthree, four"
    assert page.latest.summary == "Undo revision 2"
    assert page.latest.editor.name != page.revisions.get(number=1).editor.name


def test_nothing_is_saved_on_a_text_that_was_not_looked_at() -> None:
    page = edited()
    client = looker("co-author")
    make.revise(page, page.latest.editor, body="one\n\nTWO\n\nthree, four, five\n")
    answer = client.post(ADDRESS, {"version": 3, "summary": "Back"})
    assert answer.status_code == 409
    assert "Somebody saved this page while you looked" in answer.content.decode()
    assert 'value="Back"' in answer.content.decode()
    assert page.revisions.count() == 4
    assert client.post(ADDRESS, {"version": 4, "summary": "Back"}).status_code == 302


def test_an_edit_on_which_others_build_is_undone_by_hand() -> None:
    page = edited()
    make.revise(page, page.latest.editor, body="one\n\nTWO and more\n\nthree, four\n")
    answer = looker("co-author").get(ADDRESS)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Later edits build on this one" in shown
    assert "TWO and more" in shown
    assert "Undo revision 2" in shown
    assert page.revisions.count() == 4


def test_suppressed_words_do_not_come_back() -> None:
    page = edited()
    suppress(page.revisions.get(number=1), {"text"}, actor=make.owner(), reason="So")
    client = looker("co-author")
    for answer in (client.get(ADDRESS), client.post(ADDRESS, {"version": 3})):
        assert answer.status_code == 409
        assert "is suppressed" in answer.content.decode()
    assert page.revisions.count() == 3


def test_the_first_revision_has_nothing_before_it() -> None:
    edited()
    assert "began" in text(looker("co-author"), "/wiki/engine/undo/1/", 409)


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_undo_nothing(role: str) -> None:
    page = edited()
    client = looker(role)
    assert client.get(ADDRESS).status_code in (302, 403)
    assert client.post(ADDRESS, {"version": 3}).status_code == 403
    assert page.revisions.count() == 3


def test_a_locked_page_is_for_its_owner() -> None:
    page = edited()
    page.lock(actor=make.owner())
    client = looker("co-author")
    assert {client.get(ADDRESS).status_code, client.post(ADDRESS, {"version": 3}).status_code} == {403}
    assert looker("owner").post(ADDRESS, {"version": 3}).status_code == 302


def test_a_draft_is_not_told_of() -> None:
    page = edited()
    page.unpublish(actor=make.owner())
    reader = looker("reader")
    assert reader.get(ADDRESS).status_code == reader.get("/wiki/nothing/undo/2/").status_code == 403


def test_an_undone_rename_does_not_take_a_name_from_another() -> None:
    author = make.author()
    page = make.page(author, title="Engine", body="Text.")
    make.revise(page, author, title="Machine")
    make.revise(page, author, body="Text, more.")
    Page.objects.begin(Content("Engine"), state=State.PUBLISHED, hand=make.hand(author), taking=True)
    answer = looker("co-author").post("/wiki/machine/undo/2/", {"version": 3})
    assert answer.status_code == 409
    assert "has this name" in answer.content.decode()
    assert Client().get("/wiki/machine/").status_code == 200


def test_an_undo_that_would_make_too_many_links_is_refused_in_words() -> None:
    client = looker("owner")
    author = make.author()
    some, others = ("\n\n".join(f"[[{name} {number}]]" for number in range(5001)) for name in "AB")
    page = make.page(author, body=f"Top.\n\n{some}\n\nEnd.")
    make.revise(page, author, body="Top.\n\nEnd.")
    make.revise(page, author, body=f"Top.\n\nEnd.\n\n{others}")
    answer = client.post(f"{page.get_absolute_url()}undo/2/", {"version": 3})
    assert answer.status_code == 409
    assert "more than 10,000 links" in answer.content.decode()
