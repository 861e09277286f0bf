"""What leads to something is shown with its sentences, to whoever may read them."""

from __future__ import annotations

from itertools import product

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from tests import make
from tests.links.shelf import Shelf
from tests.queries import captured, reads_whole_table, tables
from wiki.lib.paging import Cursor
from wiki.links.models import Reference
from wiki.links.recording import insert, publish
from wiki.links.showing import To, backlinks

pytestmark = [pytest.mark.django_db, pytest.mark.unlike]

VISITOR = AnonymousUser()
TRUTHS = (False, True)
ENGINE: tuple[To, To] = (1, ("page", "engine"))


@pytest.fixture
def member() -> User:
    """Somebody who may read drafts."""
    return make.user()


def linking(shelf: Shelf, key: int | str, title: str, source: str, state: str = "") -> None:
    """A text with what it refers to."""
    shelf.put(key, title, source, state=state)
    shelf.refer(key)


def seen(to: To, viewer: User | AnonymousUser = VISITOR, *, embed: bool = False) -> list[tuple[str, list[str]]]:
    """The titles and sentences that a viewer is shown."""
    shown = backlinks(to, viewer, may_write=viewer.is_authenticated, embed=embed)
    return [(row.thing.title, [place.sentence for place in row.places]) for row in shown.rows]


def test_it_works(pages: Shelf, comments: Shelf) -> None:
    pages.put(1, "Engine")
    linking(pages, 2, "Loom", "# Cards\n\nIt is like the [[Engine]]. More.\n\nAgain the [[engine]].")
    linking(comments, "ab", "Comment on looms", "No [[Engine]] here.")
    shown = backlinks(1, VISITOR, may_write=False)
    comment, page = shown.rows
    assert (comment.thing.url, [*comment.places]) == ("/comments/ab/", [("No Engine here.", "")])
    assert page.thing.title == "Loom"
    assert {place.sentence for place in page.places} == {"It is like the Engine.", "Again the engine."}
    assert {place.path for place in page.places} == {"Cards"}
    assert (shown.before, shown.after) == (None, None)


def test_any_name_of_a_page_counts(pages: Shelf) -> None:
    pages.put(1, "Engine")
    linking(pages, 2, "Loom", "[[Engine]]")
    pages.put(1, "Analytical Engine")
    linking(pages, 3, "Mill", "[[Engine]] [[analytical engine]]")
    assert [title for title, _ in seen(1)] == ["Mill", "Loom"]


def test_embeds_are_apart_from_links(pages: Shelf) -> None:
    pages.put(1, "Engine")
    linking(pages, 2, "Loom", "[[Engine]]")
    linking(pages, 3, "Mill", "![[Engine]]")
    assert [title for title, _ in seen(1)] == ["Loom"]
    assert [title for title, _ in seen(1, embed=True)] == ["Mill"]


def test_comments_works_and_keys_have_backlinks_too(pages: Shelf) -> None:
    linking(pages, 2, "Loom", "[[comment:ab]] [[work:notes]] [@Ada1843]")
    assert all(seen(to) for to in (("comment", "ab"), ("work", "notes"), ("cite", "ada1843")))
    assert not seen(("comment", "AB"))


def test_a_link_to_oneself_is_none(pages: Shelf) -> None:
    pages.put(1, "Engine")
    linking(pages, 1, "Engine", "The [[Engine]] itself.")
    assert seen(1) == []


def test_drafts_are_shown_to_those_alone_who_may_read_them(pages: Shelf, member: User) -> None:
    pages.put(1, "Engine")
    linking(pages, 2, "Secret", "[[Engine]]", state="draft")
    assert seen(1) == []
    assert [title for title, _ in seen(1, member)] == ["Secret"]


def test_a_reference_that_is_not_public_is_left_out(pages: Shelf, member: User) -> None:
    pages.put(1, "Engine")
    linking(pages, 2, "Loom", "[[Engine]]")
    publish("page", [2], public=False)
    assert seen(1) == []
    assert len(seen(1, member)) == 1


def test_a_text_that_says_it_is_public_and_is_not_is_left_out(pages: Shelf) -> None:
    pages.put(1, "Engine")
    linking(pages, 2, "Secret", "[[Engine]]")
    pages.change(2, state="draft")
    assert seen(1) == []


def test_a_sentence_that_was_taken_out_is_shown_no_more(pages: Shelf) -> None:
    pages.put(1, "Engine")
    linking(pages, 2, "Loom", "Sentinel [[Engine]].")
    linking(pages, 2, "Loom", "Another [[Engine]].")
    assert seen(1) == [("Loom", ["Another Engine."])]


def test_each_part_leads_to_the_next_and_back(pages: Shelf) -> None:
    pages.put(1, "Engine")
    for number in range(2, 9):
        linking(pages, number, f"Page {number}", "[[Engine]]")

    def part(cursor: Cursor | None) -> tuple[list[str], Cursor | None, Cursor | None]:
        shown = backlinks(1, VISITOR, may_write=False, cursor=cursor, size=3)
        return [row.thing.title for row in shown.rows], shown.before, shown.after

    first, before, after = part(None)
    assert (first, before) == (["Page 8", "Page 7", "Page 6"], None)
    second, back, after = part(after)
    assert second == ["Page 5", "Page 4", "Page 3"]
    assert part(back)[0] == first
    assert part(after)[0::2] == (["Page 2"], None)


def test_no_part_of_twelve_thousand_counts_or_sorts(pages: Shelf) -> None:
    pages.put(1, "Engine")
    pages.put(3, "Source")
    usual = {"source_kind": "page", "source": 3, "kind": "page"}
    insert(
        Reference(
            **usual,
            **({"wanted": "engine", "target": 1} if number % 2 else {"wanted": f"p{number}"}),
            public=number % 4 == 1,
            embed=number % 6 == 1,
        )
        for number in range(24_000)
    )
    middle = Reference.NEWEST_FIRST.cursor(Reference.objects.order_by("pk")[12_000], after=True)
    for to, embed, may_write, cursor in product(ENGINE, TRUTHS, TRUTHS, (None, middle)):
        with captured() as sql:
            shown = backlinks(to, VISITOR, may_write=may_write, embed=embed, cursor=cursor)
        assert len(shown.rows[0].places) == 20
        assert shown.after
        assert not reads_whole_table(sql[0])
        assert "COUNT" not in sql[0]


def test_a_part_is_one_query_and_one_for_each_kind(pages: Shelf, comments: Shelf, works: Shelf) -> None:
    pages.put(1, "Engine")
    for number in range(2, 6):
        linking(pages, number, f"Page {number}", "[[Engine]]")
        linking(comments, f"c{number}", "Comment", "[[Engine]]")
        linking(works, f"w{number}", "Work", "[[Engine]]")
    for shelf in (pages, comments, works):
        shelf.asked.clear()
    with captured() as sql:
        backlinks(1, VISITOR, may_write=False)
    assert tables(sql) == ["links_reference"]
    assert [len(shelf.asked) for shelf in (pages, comments, works)] == [1, 1, 1]
