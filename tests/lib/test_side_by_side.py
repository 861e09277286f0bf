"""Two texts beside each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.lib.diffs import Run
from wiki.lib.merges import normal
from wiki.lib.side_by_side import MOST_ROWS, Comparison, Gap, Row, rows

LINES = st.lists(st.sampled_from(["", "a b c d", "a b x d", "one line that may move", "é🤖", "אב\u05b0"]), max_size=12)
MOVING = "Ada wrote this and then thought again."


def side(compared: Comparison, *, old: bool) -> list[str]:
    """The lines of one side, each as its runs make it."""
    shown = [row for row in compared.rows if isinstance(row, Row) and (row.old_line if old else row.new_line)]
    return ["".join(run.text for run in (row.old if old else row.new)) for row in shown]


def kinds(old: str, new: str) -> list[str]:
    return [row.kind if isinstance(row, Row) else f"{row.lines} more" for row in rows(old, new).rows]


def test_it_works() -> None:
    assert rows("same\none two three\ngone for good", "same\none 2 three\n") == Comparison(
        [
            Row([Run("kept", "same")], [Run("kept", "same")], "kept", 1, 1),
            Row(
                [Run("kept", "one "), Run("removed", "two"), Run("kept", " three")],
                [Run("kept", "one "), Run("added", "2"), Run("kept", " three")],
                "changed",
                2,
                2,
            ),
            Row([Run("removed", "gone for good")], [], "removed", 3, None),
        ],
        by_lines=False,
    )


@given(LINES, LINES)
def test_it_loses_and_invents_no_line(old: list[str], new: list[str]) -> None:
    compared = rows("\n".join(old), "\n".join(new))
    if not any(isinstance(row, Gap) for row in compared.rows):
        for lines, is_old in ((old, True), (new, False)):
            text = normal("\n".join(lines))
            assert side(compared, old=is_old) == (text.split("\n") if text else [])


@given(LINES, LINES)
def test_every_line_is_shown_or_in_a_gap_and_in_its_order(old: list[str], new: list[str]) -> None:
    at = {"old": 0, "new": 0}
    for row in rows("\n".join(old), "\n".join(new)).rows:
        if isinstance(row, Gap):
            at = {name: number + row.lines for name, number in at.items()}
            continue
        for name, number in (("old", row.old_line), ("new", row.new_line)):
            if number:
                at[name] += 1
                assert number == at[name]
    assert list(at.values()) == [
        len(normal("\n".join(text)).split("\n")) * bool(normal("\n".join(text))) for text in (old, new)
    ]


def test_a_long_stretch_that_both_have_is_a_gap_with_a_few_lines_around_the_changes() -> None:
    many = [f"line {number}" for number in range(1, 41)]
    text = "\n".join(many)
    assert kinds(text, text) == ["40 more"]
    assert kinds(text, f"{text}\nnew") == ["37 more", "kept", "kept", "kept", "added"]
    assert kinds(text, f"new\n{text}") == ["added", "kept", "kept", "kept", "37 more"]
    assert kinds(f"old\n{text}\nold", text) == ["removed", *["kept"] * 3, "34 more", *["kept"] * 3, "removed"]


def test_no_gap_takes_the_place_of_one_line() -> None:
    seven = "\n".join("1234567")
    assert kinds(seven, f"new\n{seven}\nnew") == ["added", *["kept"] * 7, "added"]
    assert kinds(seven + "\n8", f"new\n{seven}\n8\nnew") == ["added", *["kept"] * 3, "2 more", *["kept"] * 3, "added"]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", []),
        ("", "new", ["added"]),
        ("old", "", ["removed"]),
        ("one", "uno", ["changed"]),
        ("one two three", "new here\none two 3", ["added", "changed"]),
        ("one\ntwo", "uno\ndos", ["removed", "removed", "added", "added"]),
        ("the cat sat on it\nx", "the dogs ran far away\ny", ["removed", "removed", "added", "added"]),
        ("one\n\ntwo", "one\r\n\r\ntwo\r\n", ["3 more"]),
        ("one", "one\n\ntwo", ["kept", "added", "added"]),
        ("a b\n\nc d", "a x\n\ny\n\nc e", ["changed", "kept", "added", "added", "changed"]),
        ("- one item\n- two items\n", "- two things\n\nall new, , , here", ["removed", "changed", "added", "added"]),
        ("one two\n\nthree four", "1 two\n\n3 four", ["changed", "kept", "changed"]),
    ],
)
def test_a_line_stands_beside_the_one_that_it_became(old: str, new: str, expected: list[str]) -> None:
    assert kinds(old, new) == expected


def test_a_line_is_found_again_behind_blank_lines_that_have_partners_elsewhere() -> None:
    old, new = f"top\n\n{MOVING}\n\n- one\n- two items\n\nend", f"top\n\n- two things\n\nend\n\n{MOVING}"
    (row,) = (row for row in rows(old, new).rows if isinstance(row, Row) and row.kind == "changed")
    assert (row.old_line, row.new_line) == (6, 3)


def moved(old: str, new: str) -> list[tuple[str, int | None, str | None]]:
    shown = [row for row in rows(old, new).rows if isinstance(row, Row)]
    return [(row.kind, row.moved, row.other) for row in shown if row.moved]


def test_a_moved_paragraph_says_where_its_other_place_is() -> None:
    rest = "one\n\ntwo\n\nthree"
    assert moved(f"{MOVING}\n\n{rest}", f"{rest}\n\n{MOVING}") == [("moved_from", 1, "below"), ("moved_to", 1, "above")]
    assert moved(f"{rest}\n\n{MOVING}", f"{MOVING}\n\n{rest}") == [("moved_to", 1, "below"), ("moved_from", 1, "above")]


def test_paragraphs_that_went_together_are_one_move_and_others_are_others() -> None:
    one, two, three = (f"{MOVING} {number}" for number in range(3))
    rest = "\n".join(f"stays {number}" for number in range(9))
    found = moved(f"{one}\n\n{two}\n{rest}\n{three}", f"{three}\n{rest}\n{one}\n\n{two}")
    assert [(kind, number) for kind, number, _ in found] == [
        ("moved_from", 1),
        ("moved_from", 1),
        ("moved_to", 2),
        ("moved_from", 2),
        ("moved_to", 1),
        ("moved_to", 1),
    ]


def test_a_line_of_a_few_letters_is_not_said_to_have_moved() -> None:
    assert moved("}\nsome\nmore", "some\nmore\n}") == []


def test_a_paragraph_that_stands_twice_moved_once() -> None:
    assert len(moved(f"{MOVING}\na\nb\nc", f"a\nb\nc\n{MOVING}\n{MOVING}")) == 2


def test_one_giant_line_is_shown_whole_and_says_so() -> None:
    compared = rows("a " * 250_000 + "end", "b." * 250_000 + "end")
    assert compared.by_lines
    (row,) = (row for row in compared.rows if isinstance(row, Row))
    assert row.old == [Run("removed", "a " * 250_000), Run("kept", "end")]
    assert row.new == [Run("added", "b." * 250_000), Run("kept", "end")]


def test_too_many_changed_lines_are_one_row_on_each_side() -> None:
    many = MOST_ROWS // 2 + 1
    old, new = (f"head\n{letter * many}tail" for letter in ("a\n", "b\n"))
    compared = rows(old, new)
    assert compared.by_lines
    assert compared.rows == [
        Gap(1),
        Row([Run("removed", ("a\n" * many)[:-1])], [], "removed", 2, None),
        Row([], [Run("added", ("b\n" * many)[:-1])], "added", None, 2),
        Gap(1),
    ]


def test_within_the_bounds_every_line_has_its_row() -> None:
    many = MOST_ROWS // 2
    compared = rows("a\n" * many, "b\n" * many)
    assert len(compared.rows) == MOST_ROWS
    assert not compared.by_lines


def test_lines_that_would_stand_around_many_changes_count_too() -> None:
    old = [f"{number} stays" for number in range(MOST_ROWS + 100)]
    new = [line.replace("stays", "went") if number % 7 == 0 else line for number, line in enumerate(old)]
    compared = rows("\n".join(old), "\n".join(new))
    assert len(compared.rows) == 3
    assert compared.by_lines
