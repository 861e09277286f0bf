"""What changed between two texts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wiki.lib import diffs
from wiki.lib.diffs import Run, diff

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
