"""The first words of a text, where it is spoken of."""

from __future__ import annotations

import pytest

from wiki.markup.leads import bare, lead
from wiki.markup.rendering import render


def first(source: str) -> str:
    return bare(lead(render(source, prefix="").html))


def test_it_works() -> None:
    assert first("# Title\n\nIt *computes*.\n\nMore.") == "<p>It <em>computes</em>.</p>"


@pytest.mark.parametrize(
    "source",
    [
        "> Quoted.\n\nOwn.",
        "- One\n\n  two\n\nOwn.",
        "| a |\n|---|\n| b |\n\nOwn.",
        "```\n<p>code</p>\n```\n\nOwn.",
        "![[Other]]\n\nOwn.",
        "Term\n: Meaning\n\nOwn.",
    ],
)
def test_a_paragraph_inside_something_is_not_the_first(source: str) -> None:
    assert first(source) == "<p>Own.</p>"


def test_what_stands_for_something_not_shown_is_not_the_first() -> None:
    assert lead('<p class="embed-missing">Not available.</p>\n<p>Own.</p>') == "<p>Own.</p>"


def test_marks_of_notes_and_links_stay_behind() -> None:
    assert first("It[^1] is [here](https://example.org/).\n\n[^1]: Note.") == "<p>It is here.</p>"


def test_an_id_stays_behind_and_what_looks_like_one_does_not() -> None:
    assert bare('<p id="b-x">a id="y" <em id="z">b</em></p>') == '<p>a id="y" <em>b</em></p>'


@pytest.mark.parametrize("source", ["", "# Title", "- One", "```\ncode\n```"])
def test_a_text_without_a_paragraph_has_none(source: str) -> None:
    assert first(source) == ""
