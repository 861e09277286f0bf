from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.archives import archive, comment, newest_first, run
from wiki.archive.places import BELOW_ALL_DATES, places
from wiki.comments.models import Comment

ANCHORS = st.lists(st.none() | st.integers(-(2**62), 2**62), max_size=30)
FALLING = st.lists(
    st.none() | st.integers(0, 10**6).map(lambda second: -second * 10**6),
    max_size=30,
    unique_by=lambda at: object() if at is None else at,
)


@given(ANCHORS)
def test_every_file_has_a_place_and_known_ones_are_kept(anchors: list[int | None]) -> None:
    placed = places(anchors)
    assert len(placed) == len(anchors)
    assert all(anchor in (None, place) for anchor, place in zip(anchors, placed, strict=True))
    assert all(abs(place) < 2**63 for place in placed)


@given(FALLING)
def test_places_fall_where_the_known_ones_fall(anchors: list[int | None]) -> None:
    known = iter(sorted((anchor for anchor in anchors if anchor is not None), reverse=True))
    falling = [anchor if anchor is None else next(known) for anchor in anchors]
    assert all(upper > lower for upper, lower in pairwise(places(falling)))


@given(st.integers(0, 2000))
def test_places_without_any_date_are_below_every_date(count: int) -> None:
    assert all(place < BELOW_ALL_DATES for place in places([None] * count))


def test_between_neighbours_out_of_order_places_fall_from_the_upper_one() -> None:
    upper, *between, lower = places([5, None, None, 10])
    assert (upper, lower) == (5, 10)
    assert upper > between[0] > between[1]


@pytest.mark.django_db
def test_an_undated_comment_stays_between_its_dated_neighbours(tmp_path: Path) -> None:
    dates = {"b": "2024-03-02", "d": "1844-03-01T10:00:00Z", "e": "1844-03-01T09:59:59.999999Z"}
    run(
        archive(
            tmp_path,
            a=comment(),
            **{name: comment(posted=date) for name, date in dates.items()},
            c=comment(),
            f=comment(),
        )
    )
    assert newest_first() == ["a", "b", "c", "d", "e", "f"]
    assert Comment.objects.filter(posted_at=None).count() == 3


@pytest.mark.django_db
def test_a_comment_that_loses_its_date_is_placed_by_its_neighbours(tmp_path: Path) -> None:
    run(
        archive(
            tmp_path, a=comment(posted="2024-01-01"), b=comment(posted="2023-01-01"), c=comment(posted="2025-01-01")
        )
    )
    assert newest_first() == ["c", "a", "b"]
    run(archive(tmp_path, c=comment()))
    assert newest_first() == ["a", "b", "c"]


@pytest.mark.django_db
def test_the_farthest_places_leave_room_for_what_hangs_from_them(tmp_path: Path) -> None:
    run(archive(tmp_path, a=comment(), b=comment(place=str(2**62)), c=comment(place=str(-(2**62))), d=comment()))
    assert newest_first() == ["a", "b", "c", "d"]
