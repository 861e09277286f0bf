from __future__ import annotations

import re

import pytest

from tests.markup.hostile import html
from wiki.markup.headings import folded
from wiki.markup.rendering import render


def ids(source: str, prefix: str = "c-1-") -> list[str]:
    return re.findall(r' id="([^"]*)"', render(source, prefix=prefix).html)


def test_it_works() -> None:
    assert html("# A *title*, said") == '<h3 id="c-0001-h-a-title-said">A <em>title</em>, said</h3>\n'


def test_no_heading_is_beside_those_of_the_page() -> None:
    assert re.findall(r"<(h\d)", html("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f")) == [
        "h3",
        "h4",
        "h5",
        "h6",
        "h6",
        "h6",
    ]


@pytest.mark.parametrize(
    ("source", "levels"),
    [
        ("### a\n\n### b", ["h3", "h3"]),
        ("# a\n\n#### b\n\n## c", ["h3", "h4", "h4"]),
        ("## a\n\n# b\n\n###### c", ["h3", "h3", "h4"]),
    ],
)
def test_no_level_is_skipped_however_many_signs_were_written(source: str, levels: list[str]) -> None:
    assert re.findall(r"<(h\d)", html(source)) == levels


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ünïcode", "ünïcode"),
        ("U\u0308ber", "über"),
        ("हिन्दी में", "हिन्दी-में"),
        ("你好，世界", "你好世界"),
        ("!!!", "section"),
        ("snake_case", "snake_case"),
        ("wifi 2.4 – or 5", "wifi-24--or-5"),
        ("a  b", "a-b"),
        ("☀️ sun", "-sun"),
        ("ﬁ", "ﬁ"),
        ("İ", "i̇"),
        ("x" * 200, "x" * 80),
    ],
)
def test_an_anchor_keeps_the_letters_of_every_script(title: str, slug: str) -> None:
    assert ids(f"# {title}") == [f"c-1-h-{slug}"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("wifi 2.4 vs 5.0", "wifi 2 4 vs 5 0"),
        ("she/her", "SheHer"),
        ("Straße", "STRASSE"),
        ("Cafe\u0301", "café"),
        ("snake_case", "snake case"),
    ],
)
def test_titles_are_the_same_without_case_punctuation_and_white_space(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("C++", "C"), ("Café", "Cafe"), ("x²", "x2")])
def test_titles_that_differ_in_more_are_not_the_same(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_what_is_quoted_has_no_part_in_the_outline() -> None:
    found = html("> # q\n>\n> ## r\n\n## a\n\n- ### l\n\n#### b")
    assert re.findall(r"<(h\d)[^>]*>(\w)", found) == [("h3", "q"), ("h4", "r"), ("h3", "a"), ("h4", "l"), ("h4", "b")]


def test_the_highest_level_is_asked_for() -> None:
    found = render("# a\n\n## b\n\n### c\n\n#### d\n\n##### e\n\n###### f", prefix="", top=2).html
    assert re.findall(r"<(h\d) id", found) == ["h2", "h3", "h4", "h5", "h6", "h6"]


def test_equal_titles_get_different_anchors() -> None:
    assert ids("# a\n\n# a\n\n# a-2\n\n# a") == ["c-1-h-a", "c-1-h-a-2", "c-1-h-a-2-2", "c-1-h-a-3"]


def test_two_texts_on_one_page_share_no_id() -> None:
    source = "# cookie\n\n# cookie\n\nx[^location]\n\n[^location]: y"
    assert ids(source)
    assert not set(ids(source, "c-1-")) & set(ids(source, "c-2-"))


@pytest.mark.parametrize("title", ["cookie", "location", "csrfmiddlewaretoken", "htmx"])
def test_no_title_shadows_a_property_of_the_document(title: str) -> None:
    assert all(found.startswith("c-1-h-") for found in ids(f"# {title}"))


def test_a_link_to_a_heading_of_this_text_works() -> None:
    found = html("[below](#the-end) [nowhere](#else) [ü](#%C3%BC)\n\n# The end\n\n# Ü")
    assert 'href="#c-0001-h-the-end"' in found
    assert 'href="#else"' in found
    assert 'href="#c-0001-h-ü"' in found
