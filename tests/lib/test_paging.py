from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests import make
from tests.queries import captured, plan
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.models import Comment
from wiki.lib.paging import LARGEST, Cursor, Order, Part, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model, QuerySet

# Letters and digits that every collation puts in one order.
KEYS = st.text("abcxyz0189", min_size=1, max_size=4)
NEWEST, OLDEST = Order(("place",), "public_id", falling=True), Order(("place",), "public_id", falling=False)


@pytest.fixture
def author(db: None) -> Author:
    return make.author()


#: By two columns, and then by the key or by a number that no address may show.
WEIGHED = [
    Order(("version", "place"), "public_id", falling=falling, rank=rank)
    for falling in (True, False)
    for rank in ("", "id")
]
#: Through a one-to-one, as a tally is.
BUSIEST = Order(("totals__comments",), "slug", falling=True, rank="totals__author_id")


def fill(author: Author, rows: dict[str, int]) -> None:
    """Exactly these comments: places by their keys."""
    Comment.objects.all().delete()
    Comment.objects.bulk_create(Comment(author=author, public_id=key, place=place) for key, place in rows.items())


def keys(found: Part[Comment]) -> list[str]:
    return [row.public_id for row in found.rows]


def forward(order: Order, size: int, cursor: Cursor | None = None) -> Iterator[Part[Comment]]:
    """The parts from here to the end."""
    found = part(Comment.objects.all(), order, cursor, size)
    yield found
    while found.after:
        found = part(Comment.objects.all(), order, Cursor.read(str(found.after)), size)
        yield found


def back(order: Order, size: int, found: Part[Comment]) -> Iterator[Part[Comment]]:
    """The parts before this one, the nearest first."""
    while found.before:
        found = part(Comment.objects.all(), order, Cursor.read(str(found.before)), size)
        yield found


@pytest.mark.parametrize("order", [NEWEST, OLDEST])
@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.dictionaries(KEYS, st.integers(-2, 2), max_size=12), size=st.integers(1, 5))
def test_a_walk_gives_each_row_once_and_in_order_forward_and_back(
    author: Author, order: Order, rows: dict[str, int], size: int
) -> None:
    fill(author, rows)
    wanted = sorted(rows, key=lambda key: (rows[key], key), reverse=order.falling)
    parts = list(forward(order, size))
    assert [key for found in parts for key in keys(found)] == wanted
    assert all(len(found.rows) == size for found in parts[:-1])
    returned = [keys(found) for found in back(order, size, parts[-1])]
    assert returned == [keys(found) for found in reversed(parts[:-1])]
    assert parts[0].before is None


@pytest.mark.parametrize("order", WEIGHED)
@hypothesis_settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.dictionaries(KEYS, st.tuples(st.integers(0, 1), st.integers(-1, 1)), max_size=12), size=st.integers(1, 5)
)
def test_an_order_by_several_columns_is_walked_in_the_same_way(
    author: Author, order: Order, rows: dict[str, tuple[int, int]], size: int
) -> None:
    Comment.objects.all().delete()
    for key, (version, place) in rows.items():
        Comment.objects.create(author=author, public_id=key, version=version, place=place)
    ranks = {key: number if order.rank else key for number, key in enumerate(rows)}
    wanted = sorted(rows, key=lambda key: (rows[key], ranks[key]), reverse=order.falling)
    parts = list(forward(order, size))
    assert [key for found in parts for key in keys(found)] == wanted
    returned = [keys(found) for found in back(order, size, parts[-1])]
    assert returned == [keys(found) for found in reversed(parts[:-1])]


def test_an_order_may_lead_through_a_one_to_one_and_its_cursor_shows_no_number_that_counts_up(db: None) -> None:
    for slug, comments in (("quiet", 0), ("busy", 2), ("silent", 0)):
        make.comments(make.author(slug=slug), comments)
    rows = Author.objects.select_related("totals")
    first = part(rows, BUSIEST, None, 2)
    assert ([row.slug for row in first.rows], str(first.after)) == (["busy", "silent"], "a0.silent")
    rest = part(rows, BUSIEST, BUSIEST.read("a0.silent"), 2)
    assert ([row.slug for row in rest.rows], str(rest.before)) == (["quiet"], "b0.quiet")


@pytest.mark.parametrize("order", WEIGHED)
@pytest.mark.parametrize("place", [-LARGEST, LARGEST])
def test_places_that_no_column_holds_and_a_key_that_nobody_has_find_a_part_all_the_same(
    author: Author, order: Order, place: int
) -> None:
    fill(author, {"a": 1, "b": 2})
    for after in (True, False):
        found = part(Comment.objects.all(), order, Cursor(after, (place, place), "nobody"), 2)
        assert set(keys(found)) <= {"a", "b"}


@pytest.mark.parametrize("order", [BUSIEST, BUSIEST.reversed()])
def test_among_many_equals_a_deep_part_begins_in_the_index_where_the_cursor_points(db: None, order: Order) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX busiest ON authors_authortotals (comments DESC, author_id DESC)")
    authors = Author.objects.bulk_create(Author(name="A", slug=f"a{number}") for number in range(2000))
    AuthorTotals.objects.bulk_create(AuthorTotals(author=author) for author in authors)
    assert begins_in_index(Author.objects.filter(totals__isnull=False), order, Cursor(True, (0,), "a1000"))


@pytest.mark.parametrize("order", [NEWEST, OLDEST])
def test_so_does_a_part_of_comments_said_at_one_moment(author: Author, order: Order) -> None:
    Comment.objects.bulk_create(Comment(author=author, public_id=f"c{number}", place=0) for number in range(2000))
    assert begins_in_index(Comment.objects.for_profile(author), order, Cursor(True, (0,), "c1000"))


def begins_in_index(rows: QuerySet[Model], order: Order, cursor: Cursor) -> bool:
    """Whether the database compares every column of the cursor with those of an index at once, and sorts nothing."""
    with captured() as sql:
        part(rows, order, cursor, 5)
    names = [name.split("__")[-1] for name in order.names]
    side = "<" if order.falling else ">"
    sqlite = rf"\({','.join(names)}\){side}\(\?,\?\)"
    postgresql = rf"Index Cond: .*ROW\({'.*'.join(names)}.* {side} ROW\("
    found = plan(sql[0])
    told = re.search(sqlite if connection.vendor == "sqlite" else postgresql, found)
    return bool(told) and not re.search(r"B-TREE|Sort|SCAN|Seq Scan", found)


def test_a_cursor_opened_cold_shows_what_follows_it_and_knows_both_ways_on(author: Author) -> None:
    fill(author, {"a": 5, "b": 5, "c": 5, "d": 4, "e": 3})
    found = part(Comment.objects.all(), NEWEST, Cursor(after=True, places=(5,), key="b"), 2)
    assert keys(found) == ["a", "d"]
    assert str(found.before) == "b5.a"
    assert str(found.after) == "a4.d"


def test_a_row_that_is_gone_still_marks_its_place(author: Author) -> None:
    fill(author, {"a": 3, "c": 1})
    assert keys(part(Comment.objects.all(), NEWEST, Cursor(after=True, places=(2,), key="b"), 2)) == ["c"]


def test_beyond_the_end_there_is_a_way_back(author: Author) -> None:
    fill(author, {"a": 3, "b": 2})
    found = part(Comment.objects.all(), NEWEST, Cursor(after=True, places=(1,), key="z"), 5)
    assert (found.rows, found.after) == ([], None)
    assert [keys(before) for before in back(NEWEST, 5, found)] == [["a", "b"]]


def test_a_walk_back_that_meets_the_start_gives_the_whole_first_part(author: Author) -> None:
    fill(author, {"a": 3, "b": 2, "c": 1})
    found = part(Comment.objects.all(), NEWEST, Cursor(after=False, places=(2,), key="b"), 2)
    assert (keys(found), found.before, str(found.after)) == (["a", "b"], None, "a2.b")


@given(
    after=st.booleans(),
    places=st.lists(st.integers(-LARGEST, LARGEST), min_size=1, max_size=3),
    key=st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True),
)
def test_a_cursor_is_read_as_it_was_written(after: bool, places: list[int], key: str) -> None:
    cursor = Cursor(after, tuple(places), key)
    assert Cursor.read(str(cursor)) == cursor


@pytest.mark.parametrize(
    "written",
    [
        *(
            "",
            "a",
            "a1",
            "a1.",
            "c1.x",
            "1.x",
            "a1.x ",
            " a1.x",
            "a1.x\n",
            "a1.x.y",
            "a1..x",
            "a1.-.x",
            "a--1.x",
            "a1.é",
            "a1.\x00",
            "a١.x",
        ),
        *(f"a{LARGEST + 1}.x", f"a-{LARGEST + 1}.x", "a" + "9" * 30 + ".x", f"a1.{'x' * 41}", "a1.0;DROP", "a1e5.x"),
    ],
)
def test_a_cursor_that_nobody_wrote_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Cursor.read(written)


@pytest.mark.parametrize(("order", "written"), [(NEWEST, "a1.2.x"), (WEIGHED[0], "a1.x"), (WEIGHED[0], "b1.2.3.x")])
def test_a_cursor_of_another_order_is_refused(order: Order, written: str) -> None:
    with pytest.raises(ValueError, match=written):
        order.read(written)


@given(st.text())
def test_nothing_but_a_value_error_comes_of_any_text(written: str) -> None:
    with suppress(ValueError):
        assert isinstance(Cursor.read(written), Cursor)


@pytest.mark.parametrize("written", ["a5.6", "a5.x", "b5.-5", "a5.05"])
def test_where_the_key_is_the_place_a_cursor_says_it_the_same_twice(written: str) -> None:
    order = Order(("id",), "id", falling=True)
    assert order.read("a5.5") == Cursor(after=True, places=(5,), key="5")
    with pytest.raises(ValueError, match=written):
        order.read(written)
