"""What somebody who signs in is told of this browser's votes."""

from __future__ import annotations

import pytest

from wiki.votes.hearing import told
from wiki.votes.merging import Merged

WHERE = "on your own text, or where you had voted."
ONE, SOME = f"does not count: it is {WHERE}", f"do not count: they are {WHERE}"


@pytest.mark.parametrize(
    ("moved", "void", "sentence"),
    [
        (1, 0, "1 vote of this browser is now yours."),
        (2, 1, f"2 votes of this browser are now yours. 1 more {ONE}"),
        (1, 2, f"1 vote of this browser is now yours. 2 more {SOME}"),
        (0, 1, f"1 vote of this browser {ONE}"),
        (0, 2, f"2 votes of this browser {SOME}"),
    ],
)
def test_it_says_what_moved_and_what_does_not_count(moved: int, void: int, sentence: str) -> None:
    assert told(Merged(moved, void)) == sentence
