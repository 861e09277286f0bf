"""Sections outlive their wording."""

from __future__ import annotations

from wiki.markup.parts import Part
from wiki.pages.anchors import followed, landing, names, with_old


def sections(*titles: str) -> list[Part]:
    return [Part(f"h-{title.lower()}", title, 2, number, number + 1) for number, title in enumerate(titles)]


def test_a_heading_in_the_place_of_another_keeps_its_anchor() -> None:
    assert followed({}, sections("Life", "Works"), sections("Life", "Papers")) == {"h-works": ["h-papers", "Works"]}


def test_headings_in_another_order_keep_their_own() -> None:
    assert followed({}, sections("Life", "Works"), sections("Works", "Life")) == {}


def test_a_heading_that_is_gone_or_new_leads_nowhere_else() -> None:
    assert followed({}, sections("Life", "Works", "Notes"), sections("Life", "Notes")) == {}
    assert followed({}, sections("Life"), sections("Life", "Works")) == {}


def test_an_anchor_that_is_a_headings_own_again_is_no_old_one() -> None:
    old = followed({}, sections("Works"), sections("Papers"))
    assert followed(old, sections("Papers"), sections("Works")) == {"h-papers": ["h-works", "Papers"]}


def test_an_old_anchor_goes_with_the_section_that_it_led_to() -> None:
    old = followed({}, sections("Life", "Works"), sections("Life", "Papers"))
    assert followed(old, sections("Life", "Papers"), sections("Life")) == {}


def test_a_renamed_section_answers_to_both_names() -> None:
    parts = with_old(sections("Papers"), {"h-works": ["h-papers", "Works"]})
    assert names(parts) == {"papers", "works"}
    assert {part.anchor for part in parts} == {"h-papers"}
    assert names([Part("b-proof", "", 0, 0, 9)]) == {"^proof"}


def test_a_former_anchor_stands_in_the_heading_that_took_its_place() -> None:
    html = '<h2 id="h-new">New</h2><p id="h-new-2">x</p><h2 id="h-other">Other</h2>'
    assert landing(html, {"h-old": ["h-new", "Old"], "h-older": ["h-new", "Older"]}) == html.replace(
        '<h2 id="h-new">', '<h2 id="h-new"><span id="h-old"></span><span id="h-older"></span>'
    )
    assert landing(html, {}) == html
    assert landing(html, {"h-old": ["h-gone", "Old"]}) == html
