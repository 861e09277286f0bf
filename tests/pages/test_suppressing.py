"""Taking back what an old revision gives away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from wiki.authors.counting import drift
from wiki.authors.models import AuthorTotals
from wiki.log.models import Entry
from wiki.pages.counting import own
from wiki.pages.suppressing import RefusedError, restored, suppress, undone

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.pages.models import Page, Revision

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def leaked(author: Author) -> Page:
    """A page whose second revision told a telephone number that the third no longer has."""
    page = make.page(author, body="Write to me.")
    make.revise(page, author, body="Write to me, or call 5550123.")
    return make.revise(page, author, body="Write to me. Thanks.")


def numbered(page: Page, number: int) -> Revision:
    return page.revisions.get(number=number)


def test_it_works(author: Author) -> None:
    page = leaked(author)
    actor = make.hand(author).actor
    assert suppress(numbered(page, 2), {"text"}, actor=actor, reason="A telephone number")
    revision = numbered(page, 2)
    assert (revision.text_suppressed, revision.editor_suppressed, revision.listed) == (True, False, False)
    assert AuthorTotals.objects.get(author=author).edits == 2
    entry = Entry.objects.about(revision).get()
    assert (entry.verb, entry.reason, entry.after) == (
        "suppressed",
        "A telephone number",
        {"text": True, "summary": False, "editor": False},
    )
    assert not suppress(revision, {"text"}, actor=actor, reason="Again")
    assert suppress(revision, set(), actor=actor, reason="It is public elsewhere")
    assert AuthorTotals.objects.get(author=author).edits == 3
    assert drift("edits", own()) == {}


def test_what_the_page_says_now_cannot_be_suppressed(author: Author) -> None:
    page = leaked(author)
    with pytest.raises(RefusedError, match="Save a text without it first"):
        suppress(page.latest, {"summary"}, actor=make.hand(author).actor, reason="")
    assert not Entry.objects.about(page.latest).exists()


def test_no_undo_and_no_restore_brings_suppressed_words_back(author: Author) -> None:
    page = leaked(author)
    suppress(numbered(page, 2), {"text"}, actor=make.hand(author).actor, reason="A number")
    with pytest.raises(RefusedError):
        restored(page, numbered(page, 2))
    for number in (2, 3):
        with pytest.raises(RefusedError):
            undone(page, numbered(page, number))
    assert restored(page, numbered(page, 1)).body.strip() == "Write to me."


def test_words_that_come_back_another_way_are_refused_too(author: Author) -> None:
    page = make.page(author, body="A.\n\nCall 5550123.")
    make.revise(page, author, body="A.\n\nCall 5550123. Or not.")
    make.revise(page, author, body="A.")
    actor = make.hand(author).actor
    suppress(numbered(page, 1), {"text"}, actor=actor, reason="")
    suppress(numbered(page, 2), {"text"}, actor=actor, reason="")
    with pytest.raises(RefusedError):
        undone(page, numbered(page, 3))


def test_one_older_edit_is_undone_and_the_later_ones_stay(author: Author) -> None:
    page = make.page(author, body="one\n\ntwo\n\nthree\n")
    make.revise(page, author, body="one\n\nTWO\n\nthree\n")
    make.revise(page, author, body="one\n\nTWO\n\nthree and four\n")
    content = undone(page, numbered(page, 2))
    assert content is not None
    assert content.body.strip() == "one\n\ntwo\n\nthree and four"


def test_an_edit_on_which_later_ones_build_is_left_to_the_writer(author: Author) -> None:
    page = make.page(author, body="one")
    make.revise(page, author, body="two")
    make.revise(page, author, body="three")
    assert undone(page, numbered(page, 2)) is None


def test_the_first_revision_cannot_be_undone(author: Author) -> None:
    page = make.page(author)
    with pytest.raises(RefusedError, match="began"):
        undone(page, numbered(page, 1))
