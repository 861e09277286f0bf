"""What the wiki lacks, as far as a viewer may know of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from tests import make
from tests.links.shelf import Shelf
from tests.queries import captured
from wiki.lib.paging import Cursor
from wiki.links.lists import Broken, Missing, broken, is_linked, missing
from wiki.links.naming import mend
from wiki.media.models import Image

pytestmark = pytest.mark.django_db

VISITOR = AnonymousUser()


def linking(shelf: Shelf, key: int | str, title: str, source: str, state: str = "") -> None:
    """A text with what it refers to."""
    shelf.put(key, title, source, state=state)
    shelf.refer(key)


def seen(*numbers: int) -> QuerySet[Any]:
    """Rows with these numbers, as a room would say which of its rows a viewer may see."""
    user = make.user()
    usual = {"uploader": user, "type": "image/png", "width": 1, "height": 1, "bytes": 1}
    Image.objects.all().delete()
    Image.objects.bulk_create(Image(pk=number, name=f"{number}.png", **usual) for number in numbers)
    return Image.objects.all()


def test_what_is_linked_to_most_is_wanted_most(pages: Shelf) -> None:
    linking(pages, 1, "A", "[[Loom]], [[Mill]].\n\nThe [[loom]] again.")
    linking(pages, 2, "B", "![[LOOM]] [[A]] [[#x]] [[work:w]] [@key]")
    assert missing(seen(1, 2), may_write=False) == [Missing("loom", "LOOM", 3), Missing("mill", "Mill", 1)]
    assert len(missing(seen(1, 2), may_write=False, most=1)) == 1


def test_a_wanted_page_is_wanted_no_more_once_it_is_there(pages: Shelf) -> None:
    linking(pages, 1, "A", "[[Loom]]")
    pages.put(2, "Loom")
    assert missing(seen(1, 2), may_write=False) == []


def test_a_page_that_the_viewer_may_not_see_is_wanted_like_one_that_is_not_there(pages: Shelf) -> None:
    linking(pages, 1, "A", "[[Loom]] [[Mill]]")
    absent = missing(seen(1), may_write=False)
    pages.put(2, "Loom", state="draft")
    assert missing(seen(1), may_write=False) == absent
    assert [one.label for one in missing(seen(1, 2), may_write=True)] == ["Mill"]


def test_what_drafts_want_is_for_those_who_write(pages: Shelf) -> None:
    linking(pages, 1, "A", "[[Sentinel]]", state="draft")
    assert missing(seen(), may_write=False) == []
    assert [one.label for one in missing(seen(1), may_write=True)] == ["Sentinel"]


def test_what_only_unseen_texts_want_is_told_to_nobody(pages: Shelf, comments: Shelf) -> None:
    linking(pages, 1, "A", "[[Sentinel]]", state="draft")
    linking(comments, "c", "C", "[[Other sentinel]]", state="hidden")
    assert missing(seen(2), may_write=True) == []


def test_wanted_pages_are_one_query(pages: Shelf) -> None:
    linking(pages, 1, "A", " ".join(f"[[Page {number}]]" for number in range(40)))
    visible = seen(1)
    with captured() as sql:
        missing(visible, may_write=False)
    assert len(sql) == 1


def test_a_link_to_a_part_that_is_gone_is_broken(pages: Shelf) -> None:
    pages.put(1, "P", "# Mill")
    linking(pages, 2, "A", "# Top\n\nSee [[P#Mill]]. And [[P#Store]]!")
    assert told(1, 2) == [("A", "And P#Store!", "P", "store")]
    pages.put(1, "P", "# Store")
    mend(1, {"store"})
    assert told(1, 2) == [("A", "See P#Mill.", "P", "mill")]


def told(*numbers: int, may_write: bool = False) -> list[tuple[str, str, str, str]]:
    """The broken links that a viewer is told of."""
    rows: list[Broken] = broken(seen(*numbers), make.user() if may_write else VISITOR, may_write=may_write).rows
    return [(row.source.title, row.sentence, row.target.title, row.part) for row in rows]


def test_broken_links_in_drafts_and_to_drafts_are_for_those_who_write(pages: Shelf) -> None:
    pages.put(1, "P", "# Mill", state="draft")
    pages.put(2, "Q")
    linking(pages, 3, "A", "[[P#Store]]")
    linking(pages, 4, "B", "[[Q#Store]]", state="draft")
    assert told(2, 3) == []
    assert [row[0] for row in told(1, 2, 3, 4, may_write=True)] == ["B", "A"]


def test_broken_links_come_in_parts(pages: Shelf) -> None:
    pages.put(1, "P")
    linking(pages, 2, "A", "\n\n".join(f"Number {number} [[P#Mill]]." for number in range(25)))
    visible = seen(1, 2)
    first = broken(visible, VISITOR, may_write=False)
    assert isinstance(first.after, Cursor)
    assert (len(first.rows), first.before) == (20, None)
    with captured() as sql:
        rest = broken(visible, VISITOR, may_write=False, cursor=first.after)
    assert (len(rest.rows), rest.after) == (5, None)
    assert len(sql) == 1


def test_pages_that_another_text_leads_to_are_no_orphans(pages: Shelf, comments: Shelf) -> None:
    linking(pages, 1, "A", "[[A]] [[#x]]")
    linking(pages, 2, "B", "[[A]] ![[C]]")
    linking(pages, 3, "C", "")
    linking(pages, 4, "D", "[[E]]", state="draft")
    linking(pages, 5, "E", "")
    for page in (1, 2, 3, 5):
        pages.refer(page)
    linking(pages, 2, "B", "[[A]] ![[C]]")
    linking(pages, 4, "D", "[[E]]", state="draft")
    assert orphans(may_write=False) == [2, 4, 5]
    assert orphans(may_write=True) == [2, 4]


def orphans(*, may_write: bool) -> list[int]:
    pages = seen(1, 2, 3, 4, 5)
    return list(pages.exclude(is_linked(pages, may_write=may_write)).values_list("pk", flat=True))


def test_a_page_that_leads_only_to_itself_is_an_orphan(pages: Shelf) -> None:
    pages.put(1, "A")
    linking(pages, 1, "A", "[[A]]")
    assert orphans(may_write=False) == [1, 2, 3, 4, 5]
