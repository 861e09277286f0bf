"""A revision as its reader sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import AnonymousUser

from tests import make
from tests.queries import captured
from wiki.pages.reading import leading, read

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.pages.reading import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def reading(author: Author, body: str, **content: str) -> Reading:
    page = make.page(author, body=body, **content)
    return read(page, page.latest, AnonymousUser())


def test_it_works(author: Author) -> None:
    seen = reading(author, "It *computes*[^1], as [[Note G|shown]].\n\n[^1]: So they say.", superseded_by="[[Better]]")
    assert 'class="red-link"' in seen.html
    assert seen.superseded_by.endswith(">Better</a>")
    assert seen.summary == "It computes, as shown."
    assert seen.has_notes
    assert seen.contents == []


def test_plain_words_ask_the_database_nothing(author: Author) -> None:
    page = make.page(author, body="# A\n\nIt *computes*.")
    revision = page.latest
    with captured() as sql:
        read(page, revision, AnonymousUser())
    assert sql == []


def test_an_old_revision_is_seen_with_the_links_of_today(author: Author) -> None:
    page = make.page(author, body="As [[Note G]] shows.")
    first = page.latest
    make.revise(page, author, body="Else.")
    make.page(author, title="Note G")
    assert 'href="/wiki/note-g/"' in read(page, first, AnonymousUser()).html


def test_what_it_says_first_is_its_own(author: Author) -> None:
    make.page(author, title="Other", body="Not its own.")
    assert reading(author, "![[Other]]\n\n![[Nothing]]\n\nIts own.").summary == "Its own."


@pytest.mark.parametrize(
    ("written", "label"),
    [
        ("Better", "Better"),
        ("[[Better]]", "Better"),
        ("[[Better|a better one]]", "a better one"),
        ("[[Better", "[[Better"),
        ('"<b>&', "&quot;&lt;b&gt;&amp;"),
    ],
)
def test_a_page_in_a_head_is_a_link_that_waits(written: str, label: str) -> None:
    assert leading(written).endswith(f">{label}</a>")
    assert leading(written).startswith('<a data-to="')


def test_no_page_in_a_head_is_no_link() -> None:
    assert leading("") == ""
