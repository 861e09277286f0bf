"""Two texts made from one, made one again."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.lib.against_git import asked_of_git, triples
from wiki.lib.merges import Merged, has_markers, merge, merge_lines, normal

TEXTS = st.text(alphabet=st.sampled_from("ab \n.é🤖\r\u0301ש"), max_size=40)
BASE = "one two.\n\nthree."


def test_it_works() -> None:
    assert merge(BASE, "ONE two.\n\nthree.", "one two.\n\nthree!") == Merged("ONE two.\n\nthree!", by_words=False)


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        pytest.param("ONE two.\n\nthree.", "one TWO.\n\nthree.", "ONE TWO.\n\nthree.", id="words of one paragraph"),
        pytest.param("ONE two.\n\nthree.", "one two.\n\nthree.\n\nnew", "ONE two.\n\nthree.\n\nnew", id="an addition"),
        pytest.param("one two.\n\nTHREE.", "one two.\n\nthree.\n\nnew", "one two.\n\nTHREE.\n\nnew", id="touching"),
        pytest.param("ONE two.\n\nthree.", "ONE two.\n\nthree.", "ONE two.\n\nthree.", id="the same change"),
        pytest.param("ONE TWO.\n\nthree.", "ONE two.\n\nthree.", "ONE TWO.\n\nthree.", id="one word in one way"),
        pytest.param("ONE two.\n\nthree.", "uno two.\n\nthree.", None, id="one word in two ways"),
        pytest.param(f"{BASE}\n\nmine", f"{BASE}\n\ntheirs", None, id="both add at the end"),
        pytest.param(f"{BASE}\n\nsame", f"{BASE}\n\nsame", f"{BASE}\n\nsame", id="both add the same"),
        pytest.param("two.\n\nthree.", "ONE two.\n\nthree.", None, id="a word removed and replaced"),
        pytest.param("three.", BASE, "three.", id="a paragraph removed"),
        pytest.param("", BASE, "", id="all removed"),
        pytest.param("", "one two.\n\nthree!", None, id="all removed and a sign replaced"),
        pytest.param(BASE, BASE, BASE, id="nothing changed"),
    ],
)
def test_what_two_did_to_one_text(mine: str, theirs: str, merged: str | None) -> None:
    for found in (merge(BASE, mine, theirs), merge(BASE, theirs, mine)):
        assert (found and found.text) == merged


def test_it_says_when_it_had_to_look_at_words() -> None:
    merged = merge(BASE, "ONE two.\n\nthree.", "one TWO.\n\nthree.")
    assert merged
    assert merged.by_words


def test_two_sentences_added_in_one_place_are_never_strung_together() -> None:
    base = "so it was. we very like the cat!"
    mine = "so it WAS. we very like the cat! not so."
    theirs = "SO it was. we very like the cat! very mat!"
    assert merge(base, mine, theirs) is None


def test_an_edit_is_undone_and_the_later_ones_stay() -> None:
    sixth = "Ada was born in 1815.\n\nShe wrote notes.\n\nShe liked birds."
    seventh = "Ada was born in 1816.\n\nShe wrote notes.\n\nShe liked birds."
    current = "Ada was born in 1816.\n\nShe wrote seven long notes.\n\nShe liked birds and horses."
    undone = merge(seventh, current, sixth)
    assert undone
    assert undone.text == "Ada was born in 1815.\n\nShe wrote seven long notes.\n\nShe liked birds and horses."
    assert merge(seventh, seventh.replace("1816", "1817"), sixth) is None


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n"])
def test_line_ends_and_the_end_of_the_text_are_no_change(end: str) -> None:
    sent = "one\r\ntwo\r\n\r\nTHREE" + end
    assert merge("one\ntwo\n\nthree\n", sent, "ONE\ntwo\n\nthree") == Merged("ONE\ntwo\n\nTHREE", by_words=False)


@given(TEXTS)
def test_a_normal_text_stays_as_it_is(text: str) -> None:
    assert normal(normal(text)) == normal(text)
    assert "\r" not in normal(text)


@given(TEXTS, TEXTS)
def test_where_one_changed_nothing_the_other_is_taken(base: str, text: str) -> None:
    assert merge(base, text, base) == merge(base, base, text) == Merged(normal(text), by_words=False)
    assert merge(base, text, text) == Merged(normal(text), by_words=False)


@given(TEXTS, TEXTS, TEXTS)
def test_it_is_the_same_whoever_is_told_first(base: str, mine: str, theirs: str) -> None:
    assert merge(base, mine, theirs) == merge(base, theirs, mine)


@given(TEXTS, TEXTS, TEXTS)
def test_what_merges_by_lines_is_not_looked_at_by_words(base: str, mine: str, theirs: str) -> None:
    by_lines = merge_lines(*(normal(text) + "\n" for text in (base, mine, theirs)))
    merged = merge(base, mine, theirs)
    assert (by_lines is not None) == bool(merged and not merged.by_words)
    if merged and by_lines is not None:
        assert merged.text == normal(by_lines)


def test_past_its_bounds_one_change_is_taken_and_two_are_given_back() -> None:
    base, mine, theirs = ("".join(f"{who}{number % 7}\n" for number in range(30_000)) for who in "abc")
    assert merge(base, mine, base) == Merged(normal(mine), by_words=False)
    assert merge(base, mine, theirs) is None
    assert merge(base, f"new\n{base}", f"{base}new\n") == Merged(f"new\n{base}new", by_words=False)


@pytest.mark.skipif(not shutil.which("git"), reason="there is no git on this machine's PATH")
def test_by_lines_it_agrees_with_git_to_the_byte(tmp_path: Path) -> None:
    asked = triples(1000)
    answers = [merge_lines(*texts) for texts in asked]
    assert answers == asked_of_git(tmp_path, asked)
    assert 100 < answers.count(None) < 900


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("<<<<<<< mine\none\n=======\n", True),
        ("one\n<<<<<<<", True),
        ("one <<<<<<<", False),
        ("<<<<<< six", False),
        ("Title\n=======\n", False),
        ("", False),
    ],
)
def test_the_marks_of_a_conflict_are_seen_at_the_start_of_a_line(text: str, *, marked: bool) -> None:
    assert has_markers(text) is marked
