"""A file with front matter says what it was given, to the archive's own reader too."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.archive.front_matter import UNFIT_IN_TEXT, read_document
from wiki.lib.front_matter import markdown, written

ODD = [
    *("true", "no", "null", "~", "12", "1.5", "2024-03-01", "2024-03-01T09:30:00+00:00", "- a", "[a]", "{a: b}"),
    *("a: b", "a #b", "#a", "'a'", '"a"', "&a", "*a", "!a", "%a", "@a", "`a`", "|", ">", "?", "a\\b", "---", "..."),
    *(
        "Ünï",
        "北京",
        "🤖",
        "مرحبا",
        "[[Page|label]]",
        "<script>",
        "a\u2028b",
        "a\x85b",
        "a\u202eb",
        "\ufeffa",
        "x" * 9000,
    ),
]
LONG = [
    "one\ntwo",
    "  set in\nnot",
    "one\n\n\ntwo",
    "one \ntwo",
    "a\n---\nb",
    "a\n...\n",
    "\ta\n b",
    "a\nb\u2028c",
    "a\rb\n",
]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60).filter(
    lambda text: not UNFIT_IN_TEXT.search(text)
)


def read(fields: dict[str, Any], body: str = "Words.") -> dict[str, Any]:
    return read_document("a.md", written(fields, body)).fields


def test_it_works() -> None:
    assert written({"title": "Analytical Engine", "tags": ["machines", "no"], "status": ""}, "It *computes*.\n") == (
        "---\ntitle: Analytical Engine\ntags:\n  - machines\n  - 'no'\n---\n\nIt *computes*.\n"
    )


@pytest.mark.parametrize("value", [*ODD, *LONG], ids=ascii)
def test_every_value_is_read_as_it_was(value: str) -> None:
    fields = {"title": value, "tags": [value, "b"], "on": {"title": value}}
    assert read(fields) == fields


@given(ANY_TEXT)
def test_any_text_at_all_is_read_as_it_was(value: str) -> None:
    fields = {"title": value} if value else {}
    assert read(fields) == fields


def test_a_text_that_looks_like_front_matter_stays_a_text() -> None:
    body = "---\ntitle: Other\n---\nWords.\n"
    document = read_document("a.md", written({"title": "One"}, body))
    assert document.fields == {"title": "One"}
    assert document.body == f"\n{body}"


def test_several_lines_stay_readable() -> None:
    assert "bibtex: |-\n  @misc{a,\n    year = 1843\n  }\n" in written({"bibtex": "@misc{a,\n  year = 1843\n}"}, "")


def test_what_is_not_said_is_left_out() -> None:
    assert (
        written({"title": "One", "tags": [], "on": {}, "parent": "", "place": None}, "") == "---\ntitle: One\n---\n\n"
    )


def test_the_answer_is_markdown() -> None:
    answer = markdown({"title": "Ü"}, "x")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    assert answer.content.decode() == written({"title": "Ü"}, "x")
