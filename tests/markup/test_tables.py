from __future__ import annotations

from tests.markup.hostile import html


def test_it_works() -> None:
    found = html("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | *2* | 3 | 4 |")
    assert found.startswith('<div class="table" tabindex="0" aria-label="Table" role="group"><table>\n')
    assert '<th scope="col">a</th><th scope="col" class="align-left">b</th>' in found
    assert '<td class="align-centre">3</td><td class="align-right">4</td>' in found
    assert "<em>2</em>" in found
    assert "style" not in found


def test_a_table_may_be_its_head_alone() -> None:
    assert "<tbody>" not in html("| a |\n|---|")


def test_a_short_row_is_filled() -> None:
    assert "<tr><td>1</td><td></td></tr>" in html("| a | b |\n|---|---|\n| 1 |")


def test_cells_beyond_the_last_column_are_shown_after_the_table() -> None:
    found = html("| a |\n|---|\n| 1 | two | *three* |\n| 4 | ! |\n\nafter")
    assert '</div>\n<p class="unplaced">two | *three*</p>\n<p class="unplaced">!</p>\n<p>after</p>' in found


def test_a_bar_in_a_cell_is_no_new_cell() -> None:
    found = html("| a |\n|---|\n| 1 \\| 2 |")
    assert "<td>1 | 2</td>" in found
    assert "unplaced" not in found
