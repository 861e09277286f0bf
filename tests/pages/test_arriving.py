from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model

from tests import make
from wiki.authors.models import Author, AuthorTotals
from wiki.links.models import Name, Reference
from wiki.links.naming import NameTakenError
from wiki.log.models import Entry
from wiki.markup.errors import MarkupError
from wiki.pages.arriving import arrival, arrive
from wiki.pages.content import Content
from wiki.pages.models import Page, PageSlug, Revision, State, Tag

pytestmark = pytest.mark.django_db
TABLES: tuple[type[Model], ...] = (Page, Revision, PageSlug, Tag, Name, Reference, AuthorTotals, Entry)
TIMES = ("id", "at", "created_at", "changed_at", "published_at", "written_at", "target_id")
CONTENTS = [
    Content("C", "# Part\n\n[[D]] [[C#]] [[Former]] ![[C++#No]] [@key] [[work:x]]\r\n\r\n", ("a", "A", "b"), ("Sea",)),
    Content("C++", "# Part\n\nA b. [[sea#Part]] [[sea#Not]] [[gone]]", (), (), "finished", "likely", "C", "key"),
    Content("C#", "", ("a",)),
    Content("D/e", "[[Here]]"),
]


def told(titles: dict[int, str]) -> dict[str, list[dict[str, Any]]]:
    """Every row that there is, pages by their titles and without times."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in TABLES:
        rows = [
            {
                name: titles.get(value, value) if name in PAGES else value
                for name, value in row.items()
                if name not in TIMES
            }
            for row in table._default_manager.values()
        ]
        found[table.__name__] = sorted(rows, key=str)
    return found


PAGES = ("page_id", "target", "source")


def outcome(author: Author, *, at_once: bool) -> dict[str, list[dict[str, Any]]]:
    """What all rows say after these pages came, in a transaction that does not last."""
    with transaction.atomic():
        hand = make.hand(author, summary="Why")
        states = [State.PUBLISHED, State.DRAFT, State.PUBLISHED, State.PUBLISHED]
        if at_once:
            arrive(
                [arrival(said, state=state, hand=hand) for said, state in zip(CONTENTS, states, strict=True)], hand=hand
            )
        else:
            for said, state in zip(CONTENTS, states, strict=True):
                Page.objects.begin(said, state=state, hand=hand)
        rows = told(dict(Page.objects.values_list("pk", "title")))
        transaction.set_rollback(True)
    for row in rows["Page"]:
        del row["current_id"]
    return rows


def test_many_at_once_are_as_one_by_one() -> None:
    author = make.primary()
    make.page(author, title="Here", body="[[C]] [[Sea#Part]] [[Sea#Not]] [[C++]] [[d/E]]")
    assert outcome(author, at_once=True) == outcome(author, at_once=False)


def test_a_name_that_another_page_has_is_refused() -> None:
    author = make.primary()
    make.page(author, title="Here", aliases=("There",))
    hand = make.hand(author)
    with pytest.raises(NameTakenError):
        arrive([arrival(Content("there"), state=State.DRAFT, hand=hand)], hand=hand)
    assert Page.objects.count() == 1


def test_a_text_with_too_many_links_is_refused() -> None:
    with pytest.raises(MarkupError):
        arrival(Content("A", "[[x]] " * 10_001), state=State.DRAFT, hand=make.hand(make.primary()))


def test_addresses_are_no_two_alike() -> None:
    hand = make.hand(make.primary())
    titles = ["C", "C#", "C!", "Ç", "new", "c-2"]
    arrive([arrival(Content(title), state=State.DRAFT, hand=hand) for title in titles], hand=hand)
    assert [page.slug for page in Page.objects.order_by("pk")] == ["c", "c-2", "c-3", "ç-4", "new-2", "c-2-2"]


def test_none_is_no_trouble() -> None:
    arrive([], hand=make.hand(make.primary()))
    assert not Page.objects.exists()
