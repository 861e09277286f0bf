"""What changed between two texts."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.lib import diffs
from wiki.lib.diffs import Counts, Run, counts, diff, folded, share_changed
from wiki.lib.words import WORD

TEXTS = st.text(alphabet=st.sampled_from("ab \n.é🤖\r\u0301👩\u200d🔬אبि"), max_size=60)


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


@given(TEXTS, TEXTS)
def test_folding_loses_and_invents_nothing(old: str, new: str) -> None:
    runs = folded(diff(old, new))
    assert side(runs, "added") == old
    assert side(runs, "removed") == new
    assert all(run.text for run in runs)
    assert all(one.kind != next_.kind for one, next_ in pairwise(runs))


def test_however_many_words_there_are_none_is_taken_for_another() -> None:
    old = " ".join(f"w{number}" for number in range(55_000))
    new = old.replace("w2", "x2").replace("7 ", "7\n")
    for runs in (diff(old, new), folded(diff(old, new))):
        assert side(runs, "added") == old
        assert side(runs, "removed") == new


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("one two.", "uno dos.", "[-one two][+uno dos]."),
        ("one, two three.", "uno, dos three.", "[-one, two][+uno, dos] three."),
        ("one and two", "uno and dos", "[-one][+uno] and [-two][+dos]"),
        ("a, b", "a one, two b", "a[+ one], [+two ]b"),
        ("one\ntwo\n", "uno\ndos\n", "[-one][+uno]\n[-two][+dos]\n"),
        ("(one)", "(uno)", "([-one][+uno])"),
        ("same", "same", "same"),
        ("", "", ""),
    ],
)
def test_what_is_replaced_is_told_in_one_piece(old: str, new: str, runs: str) -> None:
    signs = {"removed": "[-{}]", "added": "[+{}]", "kept": "{}"}
    assert "".join(signs[run.kind].format(run.text) for run in folded(diff(old, new))) == runs


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "one two\nthree", Counts(3, 0)),
        ("one two", "", Counts(0, 2)),
        ("one two", "one two", Counts(0, 0)),
        ("one two.", "one 2!", Counts(1, 1)),
        ("one, two", "one; two", Counts(0, 0)),
        ("one two", "two one", Counts(1, 1)),
        ("cafe", "cafe\u0301", Counts(1, 1)),
    ],
)
def test_words_gained_and_lost_are_counted(old: str, new: str, words: Counts) -> None:
    assert counts(old, new) == words


@given(TEXTS, TEXTS)
def test_folding_moves_no_word_from_one_count_to_the_other(old: str, new: str) -> None:
    runs = folded(diff(old, new))
    told = [sum(len(WORD.findall(run.text)) for run in runs if run.kind == kind) for kind in ("added", "removed")]
    assert counts(old, new) == Counts(*told)


@pytest.mark.parametrize("whole", ["क्षत्रिय", "e\u0301", "👩🏽\u200d🔬", "❤\ufe0f", "می\u200cخواهم", "שָׁלוֹם"])
def test_no_letter_is_torn_from_what_stands_on_it(whole: str) -> None:
    assert diff(whole[:-1], whole) == [Run("removed", whole[:-1]), Run("added", whole)]


def test_what_only_came_in_stands_as_late_as_it_can() -> None:
    assert diff("One. Two.", "ONE. Two. Three.")[-2:] == [Run("kept", ". Two."), Run("added", " Three.")]


def test_past_its_bounds_it_still_answers_with_both_texts() -> None:
    old, new = "a " * 30_000, "b." * 30_000
    assert diff(old, new) == [Run("removed", old), Run("added", new)]


def test_past_its_bounds_it_still_finds_equal_ends() -> None:
    many = "".join(f"{number}\n" for number in range(30_000))
    assert diff(f"{many}one\n{many}", f"{many}two\n{many}") == [
        Run("kept", many),
        Run("removed", "one"),
        Run("added", "two"),
        Run("kept", f"\n{many}"),
    ]


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
    started = time.process_time()
    assert share_changed(old, new) > 0.5
    assert time.process_time() - started < 1
