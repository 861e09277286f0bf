from __future__ import annotations

import re

import pytest

from tests.markup.hostile import html
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
    [("Ünïcode", "ünïcode"), ("हिन्दी में", "हिन्दी-में"), ("!!!", "section"), ("snake_case", "snake-case"), ("ﬁ", "fi")],
)
def test_an_anchor_keeps_the_letters_of_every_script(title: str, slug: str) -> None:
    assert ids(f"# {title}") == [f"c-1-h-{slug}"]


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
