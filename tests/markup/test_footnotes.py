from __future__ import annotations

import re

from tests.markup.hostile import html
from wiki.markup.footnotes import SECTION


def test_it_works() -> None:
    found = html("Said[^a].\n\n[^a]: A note.")
    assert (
        '<sup class="footnote-reference"><a id="c-0001-fnref-1-1" href="#c-0001-fn-1" title="a">[1]</a></sup>' in found
    )
    assert '<section class="footnotes">' in found
    assert '<li id="c-0001-fn-1"><p>A note.</p>' in found
    assert 'href="#c-0001-fnref-1-1" aria-label="Back to reference of footnote 1">↩</a>' in found


def test_their_ids_have_one_form_and_the_notes_end_the_text() -> None:
    found = html("# t\n\n1[^b] 2[^a] 3[^b]\n\n[^a]: A\n\n[^b]: B\n\nlast")
    body, notes = found.split(SECTION)
    assert re.findall(r'id="c-0001-(fn[^"]*)" href="#c-0001-(fn[^"]*)"', body) == [
        ("fnref-1-1", "fn-1"),
        ("fnref-2-1", "fn-2"),
        ("fnref-1-2", "fn-1"),
    ]
    assert re.findall(r'<li id="c-0001-(fn[^"]*)">', notes) == ["fn-1", "fn-2"]
    assert body.endswith("<p>last</p>\n")
    assert notes.endswith("</ol>\n</section>\n")


def test_they_are_numbered_as_they_are_first_referred_to() -> None:
    found = html("[^z]: Z\n\n[^a]: A\n\n1[^a] 2[^z] 3[^a]")
    assert re.findall(r">\[(\d)\]</a>", found) == ["1", "2", "1"]
    assert found.index("<p>A</p>") < found.index("<p>Z</p>")


def test_each_reference_has_its_way_back() -> None:
    found = html("1[^a] 2[^a]\n\n[^a]: A")
    assert re.findall(r'aria-label="(Back[^"]*)"', found) == [
        "Back to reference 1 of footnote 1",
        "Back to reference 2 of footnote 1",
    ]
    targets = re.findall(r'class="footnote-back" href="#([^"]*)"', found)
    assert all(f'id="{target}"' in found for target in targets)


def test_a_note_may_refer_to_another() -> None:
    found = html("x[^a]\n\n[^b]: B\n\n[^a]: see [^b]")
    assert re.findall(r'<li id="c-0001-fn-(\d)"><p>(\w+)', found) == [("1", "see"), ("2", "B")]
    assert "Back to reference of footnote 2" in found


def test_a_note_that_nothing_refers_to_is_shown() -> None:
    assert '<span class="footnote-label">[^b]</span> <p>spare words</p>' in html("x\n\n[^b]: spare words")


def test_a_second_note_of_one_label_is_shown() -> None:
    found = html("x[^a]\n\n[^a]: first\n\n[^a]: second")
    assert "<p>first</p>" in found
    assert '<span class="footnote-label">[^a]</span> <p>second</p>' in found


def test_a_reference_to_no_note_stays_text() -> None:
    assert html("x[^none]") == "<p>x[^none]</p>\n"


def test_a_number_that_is_its_own_label_needs_no_title() -> None:
    assert "title" not in html("x[^1]\n\n[^1]: y")
    assert 'title="7"' in html("x[^7]\n\n[^7]: y")
