"""What changed between two texts."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.lib import diffs
from wiki.lib.diffs import Run, diff, share_changed

TEXTS = st.text(alphabet=st.sampled_from("ab \n.é🤖\r\u0301"), max_size=60)


def side(runs: list[Run], left_out: str) -> str:
    return "".join(run.text for run in runs if run.kind != left_out)


def test_it_works() -> None:
    assert diff("one two.\nthree.\n", "one TWO.\nthree.\n") == [
        Run("kept", "one "),
        Run("removed", "two"),
        Run("added", "TWO"),
        Run("kept", ".\nthree.\n"),
    ]


def test_equal_texts_have_nothing_changed() -> None:
    assert diff("one\ntwo\n", "one\ntwo\n") == [Run("kept", "one\ntwo\n")]
    assert diff("", "") == []


def test_all_new_and_all_gone() -> None:
    assert diff("", "a b") == [Run("added", "a b")]
    assert diff("a b", "") == [Run("removed", "a b")]


@given(TEXTS, TEXTS)
def test_it_loses_and_invents_nothing(old: str, new: str) -> None:
    runs = diff(old, new)
    assert side(runs, "added") == old
    assert side(runs, "removed") == new
    assert all(run.text for run in runs)
    assert all(one.kind != next_.kind for one, next_ in pairwise(runs))


def test_past_its_bounds_it_still_answers_with_both_texts() -> None:
    old, new = "a\n" * (diffs.MOST_LINES + 1), "b\n" * 3
    assert diff(old, new) == [Run("removed", old), Run("added", new)]


TEN = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        (TEN, TEN, 0.0),
        (TEN, TEN.replace("ten", "TEN"), 0.1),
        (TEN, TEN.replace("nine ten", "9 10"), 0.2),
        (TEN, TEN.replace(" ten", ""), 0.1),
        (TEN, f"{TEN} eleven twelve", 2 / 12),
        (TEN, "", 1.0),
        (TEN, "ten nine", 0.9),
        ("one two", "two one", 0.5),
        (TEN, TEN.replace(" ", "\n\n"), 0.0),
        (TEN, "*" + TEN.replace(" ", "* **") + "**!", 0.0),
        ("", TEN, 1.0),
        ("🤖", "👍", 1.0),
        ("", "", 0.0),
    ],
)
def test_the_share_of_words_changed_is_the_larger_of_removed_and_added_over_the_longer_text(
    old: str, new: str, share: float
) -> None:
    assert share_changed(old, new) == share


@given(TEXTS, TEXTS)
def test_a_share_is_from_none_to_all(old: str, new: str) -> None:
    assert 0 <= share_changed(old, new) <= 1


def test_past_its_bounds_a_text_counts_as_changed_whole() -> None:
    assert share_changed("a " * (diffs.MOST_WORDS + 1), "a " * diffs.MOST_WORDS) == 1.0


def test_the_longest_comments_are_compared_in_a_moment() -> None:
    old = " ".join(f"w{number % 997}" for number in range(13_000))
    new = " ".join(f"w{number * 7 % 997}" for number in range(13_000))
    started = time.perf_counter()
    assert share_changed(old, new) > 0.5
    assert time.perf_counter() - started < 1
