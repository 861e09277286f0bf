"""Who may take names that pages once had."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.pages.writing import co_author, owner
from wiki.authors.models import Author
from wiki.pages.taken import may_take

pytestmark = pytest.mark.django_db


def renamed(author: Author, *names: str) -> None:
    for name in names:
        make.revise(make.page(author, state="draft", title=name), author, title=f"No more {name}")


def test_it_works() -> None:
    _, author = owner()
    renamed(author, "one", "two")
    assert may_take({"one", "two", "free"}, make.hand(author).actor)


def test_one_name_of_a_page_that_nobody_told_of_keeps_all_from_being_taken() -> None:
    _, author = owner()
    renamed(author, "one", "two")
    hidden = make.page(author, state="draft", title="plot")
    make.revise(hidden, author, title="conspiracy")
    hidden.lock(actor=make.hand(author).actor)
    _, other = co_author()
    assert may_take({"one", "two"}, make.hand(other).actor)
    assert not may_take({"one", "plot"}, make.hand(other).actor)
    assert may_take({"one", "plot"}, make.hand(author).actor)


def test_more_names_are_no_more_queries() -> None:
    _, author = owner()
    renamed(author, "one", "two", "three")
    viewer = make.hand(author).actor
    asked = []
    for names in ({"free"}, {"one"}, {"one", "two", "three"}):
        with CaptureQueriesContext(connection) as queries:
            may_take(names, viewer)
        asked.append(len(queries))
    assert asked == [1, 3, 2], "the names, their pages, and once who asks"
