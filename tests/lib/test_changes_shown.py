"""How a reader sees what changed: fragments that any page may show."""

from __future__ import annotations

import re

from django.template.loader import render_to_string

from wiki.lib.conflicts import in_text
from wiki.lib.diffs import Run
from wiki.lib.side_by_side import MOST_ROWS, rows
from wiki.lib.versions import Text, changes

MOVING = "Ada wrote this and then thought again."


def inline(*runs: Run) -> str:
    return render_to_string("_runs.html", {"runs": runs})


def table(old: str, new: str) -> str:
    return render_to_string("_side_by_side.html", {"comparison": rows(old, new)})


def cells(html: str) -> list[list[str]]:
    """The cells of each row, without the marks around their words."""
    body = html.split("<tbody", 1)[1]
    found = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in body.split("<tr")[1:]]
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in row] for row in found]


def test_it_works() -> None:
    assert cells(table("same\none two", "same\none 2")) == [
        ["1", "same", "1", "same"],
        ["2", "one removed: two", "2", "one added: 2"],
    ]


def test_a_screen_reader_is_told_what_came_and_went_and_eyes_need_not_read_it() -> None:
    for html in (inline(Run("removed", "two"), Run("added", "2")), table("one two", "one 2")):
        assert '<del><span class="unseen">removed: </span>two</del>' in html
        assert '<ins><span class="unseen">added: </span>2</ins>' in html


def test_white_space_that_changed_is_named() -> None:
    assert '<ins class="blank"><span class="unseen">added: white space</span>\n</ins>' in inline(Run("added", "\n"))
    assert '<del class="blank"><span class="unseen">removed: white space</span>  </del>' in inline(Run("removed", "  "))
    assert cells(table("one", "one\n\ntwo"))[1:] == [
        ["", "", "2", "added: empty line"],
        ["", "", "3", "added: two"],
    ]
    assert cells(table("one\n\ntwo", "one"))[1] == ["2", "removed: empty line", "", ""]


def test_what_changed_is_text_and_no_html() -> None:
    for html in (inline(Run("added", "<b>")), table("", "<b>"), table("<b>\n" * 9, "")):
        assert "<b>" not in html
        assert "&lt;b&gt;" in html


def test_a_move_is_told_in_words_once_at_each_of_its_places() -> None:
    html = table(f"{MOVING}\n\n{MOVING}!\na\nb\nc\nd", f"a\nb\nc\nd\n{MOVING}\n\n{MOVING}!")
    assert html.count("Moved to below (move 1)") == 1
    assert html.count("Moved from above (move 1)") == 1
    assert html.count("moved_from") == html.count("moved_to") == 2


def test_lines_that_are_left_out_are_counted() -> None:
    many = "".join(f"{number}\n" for number in range(20))
    assert ["… 17 lines unchanged"] in cells(table(many, many + "new"))


def test_it_says_when_not_every_word_was_compared() -> None:
    said = "Too much changed for every word to be compared"
    assert said in table("a\n" * MOST_ROWS, "b\n" * MOST_ROWS)
    assert said not in table("a\n" * 20, "b\n" * 20)


def test_the_two_texts_are_called_what_the_page_calls_them() -> None:
    html = render_to_string("_side_by_side.html", {"comparison": rows("a", "b"), "before": "Version 6", "after": "<7>"})
    assert '<th role="columnheader" scope="col">Version 6</th>' in html
    assert '<th role="columnheader" scope="col">&lt;7&gt;</th>' in html


def test_words_replaced_one_after_the_other_are_told_in_one_piece_wherever_texts_are_compared() -> None:
    told = [Run("removed", "one two"), Run("added", "uno dos"), Run("kept", ".")]
    assert list(in_text("Bio", "one two.", "uno dos.").runs) == told
    assert changes([Text(1, "one two.", None), Text(2, "uno dos.", None)])[0].runs == told
