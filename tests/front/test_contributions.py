"""What an author did for the wiki, on their profile."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import STRANGERS, WRITERS, looker, once_a_draft, text
from tests.queries import captured, sorts, tables
from wiki.authors.models import Author, AuthorTotals
from wiki.pages.models import Page, Revision
from wiki.pages.suppressing import suppress

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]


def part_of(address: str, client: Client | None = None) -> str:
    """The section of the profile that tells of the wiki."""
    return text(client or Client(), address).partition('id="wiki"')[2].partition('id="comments"')[0]


def titles(address: str, client: Client | None = None) -> list[str]:
    """The pages of the edits that are shown, in order."""
    return re.findall(r'class="changed"><a href="[^"]*" dir="auto">([^<]*)</a>', part_of(address, client))


def following(address: str, words: str) -> str:
    """Where the link with these words leads, without the place on the page."""
    found = re.search(rf'href="(\?edits=[^"#]*)#wiki"[^>]*>{words}', part_of(address))
    return address.partition("?")[0] + html.unescape(found[1]) if found else ""


def told(author: Author) -> int:
    """How many edits the profile says that there are; it says so twice."""
    address = author.get_absolute_url()
    head = re.search(r"<dt>wiki edits?</dt><dd>(\d+)</dd>", text(Client(), address))
    beside = re.search(r'class="count">(\d+)<', part_of(address))
    assert head
    assert beside
    assert head[1] == beside[1]
    return int(head[1])


def test_it_works() -> None:
    author = make.primary()
    page = make.page(author, title="Engine", body="One two.", summary="Began <it>")
    make.revise(page, author, body="One two three four.", summary="Counted on", minor=True)
    make.page(make.author(), title="Of another")
    shown = part_of("/")
    assert titles("/") == ["Engine", "Engine"]
    for words in ("Began &lt;it&gt;", "Counted on", "+2<", "−0<", "minor", "new page", "<time "):
        assert words in shown
    assert 'href="/wiki/engine/diff/1..2/"' in shown
    assert 'href="/wiki/"' in shown
    assert "Of another" not in shown
    assert told(author) == 2


def test_who_has_written_nothing_there_is_told_so() -> None:
    make.primary()
    assert "No wiki pages yet." in part_of("/")


@pytest.mark.parametrize("role", [*STRANGERS, *WRITERS])
def test_nothing_is_told_of_drafts_or_of_what_is_suppressed(role: str) -> None:
    author, client = make.author(), looker(role)
    make.page(author, title="Sentinel", state="draft", summary="Sentinel")
    make.page(author, title="Sentinel gone").remove(actor=make.user())
    once_a_draft(author)
    loom = make.page(author, title="Loom", summary="Sentinel")
    make.revise(loom, author, body="Other.")
    suppress(loom.revisions.get(number=1), {"summary"}, actor=make.user(), reason="So")
    assert "Sentinel" not in text(client, author.get_absolute_url())
    assert titles(author.get_absolute_url(), client) == ["Loom", "Engine", "Engine"]


def test_ten_are_shown_and_load_more_leads_through_all_once_and_back() -> None:
    author = make.primary()
    for number in range(24):
        make.page(author, title=f"Page {number}")
    second = following("/", "Load More")
    third = following(second, "Load More")
    walked = titles("/") + titles(second) + titles(third)
    assert len(titles("/")) == len(titles(second)) == 10
    assert walked == [f"Page {number}" for number in range(23, -1, -1)]
    assert following(third, "Load More") == ""
    assert titles(following(third, "Newer")) == walked[10:20]
    assert "noindex" in text(Client(), second)
    assert told(author) == 24


def test_the_part_alone_is_what_is_appended() -> None:
    author = make.primary()
    for _ in range(12):
        make.page(author)
    second = following("/", "Load More")
    assert f'hx-get="{second.removeprefix("/")}&amp;part=edits"' in part_of("/")
    with captured() as sql:
        part = text(Client(), f"{second}&part=edits")
    assert "<html" not in part
    assert part.count('class="changed"') == 2
    assert tables(sql) == ["authors_author", "pages_revision", "authors_link"][: len(sql)]


@pytest.mark.parametrize("wrong", ["x", "a1.2", "a1.%00", "a1.2.3", "a99999999999999999999.1"])
def test_a_part_that_is_none_is_not_found(wrong: str) -> None:
    make.primary()
    assert Client().get(f"/?edits={wrong}").status_code == 404
    assert Client().get(f"/?edits={wrong}&part=edits").status_code == 404


CHANGES: dict[str, Callable[[Page], object]] = {
    "unpublish": lambda page: page.unpublish(actor=make.user()),
    "publish again": lambda page: page.unpublish(actor=make.user()) and page.publish(actor=make.user()),
    "with its history": lambda page: (
        page.unpublish(actor=make.user()) and page.publish(actor=make.user(), history=True)
    ),
    "remove": lambda page: page.remove(actor=make.user()),
    "restore": lambda page: page.remove(actor=make.user()) and page.restore(actor=make.user()),
    "suppress": lambda page: suppressed(page, {"editor"}),
    "show again": lambda page: suppressed(page, {"text"}) and suppressed(page, set()),
    "revise": lambda page: make.revise(page, page.latest.editor, body="Later."),
}


def suppressed(page: Page, parts: set[str]) -> bool:
    """Suppress these parts of its second revision."""
    return suppress(page.revisions.get(number=2), parts, actor=make.user(), reason="So")


@pytest.mark.parametrize("change", CHANGES)
def test_the_total_is_that_of_the_rows_whatever_becomes_of_a_page(change: str) -> None:
    author = make.author()
    make.page(author)
    CHANGES[change](once_a_draft(author))
    rows = Revision.objects.listed().filter(editor=author).count()
    assert AuthorTotals.objects.get(author=author).edits == rows
    assert told(author) == len(titles(author.get_absolute_url())) == rows


def test_a_profile_asks_no_more_of_the_database_for_more_edits_and_sorts_none() -> None:
    author = make.primary()
    make.page(author)
    with captured() as few:
        text(Client(), "/")
    for number in range(20):
        make.revise(make.page(author), make.author(), body=f"Words {number}.")
    with captured() as many:
        text(Client(), "/")
    assert tables(few) == tables(many)
    assert len(few) == len(many) <= 14
    (query,) = [query for query in many if 'FROM "pages_revision"' in query]
    assert not sorts(query), sorts(query)
