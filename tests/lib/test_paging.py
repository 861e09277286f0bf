from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests import make
from wiki.comments.models import Comment
from wiki.lib.paging import LARGEST, Cursor, Order, Part, part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wiki.authors.models import Author

# Letters and digits that every collation puts in one order.
KEYS = st.text("abcxyz0189", min_size=1, max_size=4)
NEWEST, OLDEST = Order("place", "public_id", falling=True), Order("place", "public_id", falling=False)


@pytest.fixture
def author(db: None) -> Author:
    return make.author()


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


def test_a_cursor_opened_cold_shows_what_follows_it_and_knows_both_ways_on(author: Author) -> None:
    fill(author, {"a": 5, "b": 5, "c": 5, "d": 4, "e": 3})
    found = part(Comment.objects.all(), NEWEST, Cursor(after=True, place=5, key="b"), 2)
    assert keys(found) == ["a", "d"]
    assert str(found.before) == "b5.a"
    assert str(found.after) == "a4.d"


def test_a_row_that_is_gone_still_marks_its_place(author: Author) -> None:
    fill(author, {"a": 3, "c": 1})
    assert keys(part(Comment.objects.all(), NEWEST, Cursor(after=True, place=2, key="b"), 2)) == ["c"]


def test_beyond_the_end_there_is_a_way_back(author: Author) -> None:
    fill(author, {"a": 3, "b": 2})
    found = part(Comment.objects.all(), NEWEST, Cursor(after=True, place=1, key="z"), 5)
    assert (found.rows, found.after) == ([], None)
    assert [keys(before) for before in back(NEWEST, 5, found)] == [["a", "b"]]


def test_a_walk_back_that_meets_the_start_gives_the_whole_first_part(author: Author) -> None:
    fill(author, {"a": 3, "b": 2, "c": 1})
    found = part(Comment.objects.all(), NEWEST, Cursor(after=False, place=2, key="b"), 2)
    assert (keys(found), found.before, str(found.after)) == (["a", "b"], None, "a2.b")


@given(st.booleans(), st.integers(-LARGEST, LARGEST), st.from_regex(r"[A-Za-z0-9_-]{1,40}", fullmatch=True))
def test_a_cursor_is_read_as_it_was_written(after: bool, place: int, key: str) -> None:
    cursor = Cursor(after, place, key)
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


@given(st.text())
def test_nothing_but_a_value_error_comes_of_any_text(written: str) -> None:
    with suppress(ValueError):
        assert isinstance(Cursor.read(written), Cursor)
