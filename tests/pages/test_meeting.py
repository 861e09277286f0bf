"""Two changes of one page at once, as two people or two tabs of one author make them: nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests import make
from tests.pages.writing import address, box, co_author, owner, sent, text_of, value

if TYPE_CHECKING:
    from django.test import Client

    from wiki.authors.models import Author
    from wiki.pages.models import Page

pytestmark = pytest.mark.django_db

BASE = "one two.\n\nthree."


@pytest.fixture(params=["two people", "two tabs"])
def there(request: Any) -> tuple[Client, Page, Author]:
    """Who saves later, the page, and who saved meanwhile: somebody else, or they themselves."""
    client, author = owner()
    page = make.page(author, title="Rings", body=BASE)
    return client, page, co_author()[1] if request.param == "two people" else author


@pytest.mark.parametrize(
    ("mine", "theirs", "both"),
    [
        ("ONE two.\n\nthree.", "one two.\n\nthree!", "ONE two.\n\nthree!"),
        ("ONE two.\r\n\r\nthree.\r\n", "one two.\n\nthree!", "ONE two.\n\nthree!"),
        ("zero.\n\none two.\n\nthree.", "one two.\n\nthree.\n\nfour.", "zero.\n\none two.\n\nthree.\n\nfour."),
    ],
)
def test_different_paragraphs_are_merged_and_it_is_said(
    there: tuple[Client, Page, Author], mine: str, theirs: str, both: str
) -> None:
    client, page, other = there
    form = sent(page, body=mine)
    make.revise(page, other, body=theirs)
    response = client.post(address(page), form)
    page.refresh_from_db()
    assert response["Location"] == page.get_absolute_url()
    assert (page.number, page.latest.body) == (3, both)
    text = text_of(client.get(address(page)))
    assert "Your change and theirs are both in it now." in text
    assert f'href="/wiki/{page.slug}/diff/2..3/"' in text


def test_different_words_of_one_paragraph_are_shown_as_a_difference_before_they_are_saved(
    there: tuple[Client, Page, Author],
) -> None:
    client, page, other = there
    form = sent(page, body="ONE two.\n\nthree.", summary="Capitals", minor="on")
    make.revise(page, other, body="one TWO.\n\nthree.")
    response = client.post(address(page), form)
    text = text_of(response)
    assert response.status_code == 409
    assert "Look at this before it is saved" in text
    assert box(response) == "ONE TWO.\n\nthree."
    assert "<ins>" in text
    assert "Save this" in text
    assert [value(response, name) for name in ("version", "summary", "window")] == ["2", "Capitals", "window-one"]
    assert page.revisions.count() == 2
    client.post(address(page), form | {"body": box(response), "version": value(response, "version")})
    page.refresh_from_db()
    assert (page.number, page.latest.body, page.latest.minor) == (3, "ONE TWO.\n\nthree.", True)


def test_the_same_change_is_no_conflict_and_no_revision(there: tuple[Client, Page, Author]) -> None:
    client, page, other = there
    form = sent(page, body="ONE two.\n\nthree.")
    make.revise(page, other, body="ONE two.\n\nthree.")
    assert client.post(address(page), form).status_code == 302
    assert page.revisions.count() == 2


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("ONE two.\n\nthree.", "uno two.\n\nthree."),
        (f"{BASE}\n\nfour.", f"{BASE}\n\nvier."),
    ],
)
def test_two_changes_of_one_word_or_two_ends_are_both_shown_and_nothing_is_saved(
    there: tuple[Client, Page, Author], mine: str, theirs: str
) -> None:
    client, page, other = there
    form = sent(page, body=mine, tags="mine", state="draft")
    make.revise(page, other, body=theirs, tags=("theirs",))
    response = client.post(address(page), form)
    assert response.status_code == 409
    assert box(response) == mine
    assert f"{theirs}</textarea>" in text_of(response)
    assert value(response, "tags") == "theirs, mine"
    assert value(response, "version") == "2"
    page.refresh_from_db()
    assert (page.number, page.state) == (2, "published")
    client.post(address(page), form | {"version": value(response, "version"), "tags": value(response, "tags")})
    page.refresh_from_db()
    assert (page.number, page.latest.body, page.state) == (3, mine, "draft")


def test_a_rename_meanwhile_is_asked_about(there: tuple[Client, Page, Author]) -> None:
    client, page, other = there
    old, form = address(page), sent(page, body="ONE two.\n\nthree.")
    make.revise(page, other, title="Ideals", body="one two.\n\nthree!")
    response = client.post(old, form)
    text = text_of(response)
    assert response.status_code == 409
    assert "it was renamed to “<bdi>Ideals</bdi>”" in text
    assert "Save it there" in text
    assert f'action="{address(page)}"' in text
    assert (box(response), value(response, "title")) == ("ONE two.\n\nthree!", "Ideals")
    again = form | {"title": "Ideals", "body": box(response), "version": value(response, "version")}
    assert client.post(address(page), again).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.latest.body) == ("Ideals", "ONE two.\n\nthree!")


def test_a_deletion_meanwhile_is_asked_about(there: tuple[Client, Page, Author]) -> None:
    client, page, other = there
    form = sent(page, body="ONE two.\n\nthree.")
    page.remove(actor=make.hand(other).actor)
    response = client.post(address(page), form)
    assert response.status_code == 409
    assert "This page was deleted meanwhile" in text_of(response)
    assert "Save and restore it" in text_of(response)
    assert box(response) == "ONE two.\n\nthree."
    page.refresh_from_db()
    assert page.deleted_at
    again = form | {"restoring": value(response, "restoring"), "version": value(response, "version")}
    assert client.post(address(page), again).status_code == 302
    page.refresh_from_db()
    assert not page.deleted_at
    assert page.latest.body == "ONE two.\n\nthree."


def test_a_change_before_a_deletion_is_not_lost_when_it_is_restored(there: tuple[Client, Page, Author]) -> None:
    client, page, other = there
    form = sent(page, body="ONE two.\n\nthree.")
    make.revise(page, other, body="one two.\n\nthree!")
    page.remove(actor=make.hand(other).actor)
    response = client.post(address(page), form)
    client.post(address(page), form | {"restoring": "True", "version": value(response, "version")})
    page.refresh_from_db()
    assert not page.deleted_at
    assert page.latest.body == "ONE two.\n\nthree!"


def test_a_clash_that_would_have_restored_the_page_leaves_it_deleted(there: tuple[Client, Page, Author]) -> None:
    client, page, other = there
    form = sent(page, body="ONE two.\n\nthree.")
    make.revise(page, other, body="uno two.\n\nthree.")
    page.remove(actor=make.hand(other).actor)
    response = client.post(address(page), form | {"restoring": "True"})
    assert response.status_code == 409
    assert "Save and restore it" in text_of(response)
    page.refresh_from_db()
    assert page.deleted_at


def test_two_titles_for_one_page_are_both_shown(there: tuple[Client, Page, Author]) -> None:
    client, page, other = there
    form = sent(page, title="Fields")
    old = address(page)
    make.revise(page, other, title="Ideals")
    response = client.post(old, form)
    assert response.status_code == 409
    assert value(response, "title") == "Fields"
    assert "Ideals" in text_of(response)


def test_tags_names_and_status_meet_one_by_one(there: tuple[Client, Page, Author]) -> None:
    client, page, other = there
    make.revise(page, other, tags=("A", "B"), status="notes", aliases=("Annuli",))
    form = sent(page, tags="A, C", status="finished", body=BASE)
    make.revise(page, other, tags=("A", "B", "D"), confidence="likely", aliases=("Annuli", "Discs"))
    client.post(address(page), form | {"status": "finished"})
    page.refresh_from_db()
    content = page.latest.content
    assert content.tags == ("A", "D", "C")
    assert content.aliases == ("Annuli", "Discs")
    assert (content.status, content.confidence) == ("finished", "likely")
