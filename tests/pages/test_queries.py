"""What a save asks the database, by name, and that neither many links nor many readers make it ask more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.pages.writing import signed_in
from tests.queries import captured
from wiki.links.models import Reference
from wiki.links.recording import insert
from wiki.pages.models import Page

if TYPE_CHECKING:
    from wiki.authors.models import Author

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

MANY, MOST_LINKED = 5_000, 12_000


@pytest.fixture
def author() -> Author:
    return make.primary(user=make.owner())


def links(count: int, word: str = "said") -> str:
    """A text with so many links to different pages."""
    return "".join(f"- [[Topic {number}]] is {word}.\n" for number in range(count))


def lead_to(page: Page, source: Page, count: int) -> None:
    """So many links from one page to another."""
    to = {"kind": Reference.Kind.PAGE, "wanted": page.key, "label": page.title, "target": page.pk}
    insert(Reference(source_kind="page", source=source.pk, public=True, **to) for _ in range(count))


def asked(page: Page, author: Author, body: str) -> list[str]:
    """What a save asks, each by its verb and table."""
    with captured() as sql:
        make.revise(page, author, body=body)
    return [told(one) for one in sql]


def told(sql: str) -> str:
    """A query by its verb and the table that it is about."""
    found = re.search(r"(SELECT|DELETE|UPDATE|INSERT)\b(?:.*? (?:FROM|INTO))? (\w+)", sql.replace('"', ""))
    return f"{found[1]} {found[2]}" if found else sql


def test_a_save_with_five_thousand_links_asks_ten_times_at_most(author: Author) -> None:
    page = make.page(author, body="Little yet.")
    brought = asked(page, author, links(MANY))
    assert brought == [
        "SELECT pages_page",
        "SELECT pages_revision",
        "INSERT pages_revision",
        "UPDATE pages_page",
        "SELECT links_name",
        "SELECT links_reference",
        "INSERT links_reference",
        "UPDATE authors_authortotals",
        "INSERT log_entry",
    ]
    assert Reference.objects.of("page", page.pk).count() == MANY
    changed = asked(page, author, links(MANY, word="written"))
    assert changed == [*brought[:6], "DELETE links_reference", *brought[6:]]
    assert asked(page, author, "Little again.") == [
        *brought[:4],
        "SELECT links_reference",
        "DELETE links_reference",
        *brought[7:],
    ]


def test_a_save_asks_as_much_with_one_link_as_with_many(author: Author) -> None:
    few, many = (asked(make.page(author, body="Little yet."), author, links(count)) for count in (1, 100))
    assert few == many


def test_a_page_to_which_twelve_thousand_links_lead_is_saved_as_any_other(author: Author) -> None:
    usual, hub = make.page(author), make.page(author)
    lead_to(hub, make.page(author), MOST_LINKED)
    bodies = (
        "See [[Topic 1]].",
        "See [[Topic 2]].",
        "## A heading\n\nSee [[Topic 2]].",
        "## Another\n\nSee [[Topic 2]].",
    )
    for body in bodies:
        assert asked(hub, author, body) == asked(usual, author, body)
    assert Reference.objects.to_page(hub.pk).count() == MOST_LINKED


def test_a_page_that_many_links_want_is_made_as_any_other(author: Author) -> None:
    make.page(author, body="".join(f"- [[Wanted]] for reason {number}\n" for number in range(500)))
    asked_for = []
    for title in ("Unwanted", "Wanted"):
        with captured() as sql:
            page = make.page(author, title=title)
        asked_for.append([told(one) for one in sql])
    assert asked_for[0] == asked_for[1]
    assert Reference.objects.to_page(page.pk).count() == 500


def test_reading_takes_fourteen_queries_at_most_however_much_leads_here(client: Client, author: Author) -> None:
    hub = make.page(author, body=f"{links(100)}\n![[Other]]\n\n[@knuth1984]\n", cite_key="knuth1984")
    lead_to(hub, make.page(author, title="Other", body="See [[Topic 1]]."), 1_000)
    for asker in (client, signed_in(author)):
        with captured() as sql:
            assert asker.get(hub.get_absolute_url()).status_code == 200
        assert len(sql) <= 14, [told(one) for one in sql]
