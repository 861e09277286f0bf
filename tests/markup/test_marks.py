from __future__ import annotations

import pytest

from tests.markup.hostile import html


def paragraph(source: str) -> str:
    return html(source).removeprefix("<p>").removesuffix("</p>\n")


def test_it_works() -> None:
    assert paragraph("a ==b== c") == "a <mark>b</mark> c"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("==a *b* c==", "<mark>a <em>b</em> c</mark>"),
        ("==*a*==", "<mark><em>a</em></mark>"),
        ("*==a==*", "<em><mark>a</mark></em>"),
        ("==a\nb==", "<mark>a\nb</mark>"),
        ("==a== ==b==", "<mark>a</mark> <mark>b</mark>"),
        ("中==文==字", "中<mark>文</mark>字"),
        ("(==a==)", "(<mark>a</mark>)"),
        ("==[[a]]==", '<mark><a data-to="a" data-bare="">a</a></mark>'),
        ("[==a==](/b)", '<a href="/b"><mark>a</mark></a>'),
    ],
)
def test_what_stands_between_two_signs_is_marked(source: str, shown: str) -> None:
    assert paragraph(source) == shown


@pytest.mark.parametrize(
    "source",
    ["a == b", "a==b and c==d", "==a", "a==", "== a ==", "====", "===a===", "==", "==a *b== c*", "if x == 1: y == 2"],
)
def test_these_mark_nothing(source: str) -> None:
    assert "<mark>" not in html(source)


@pytest.mark.parametrize("source", [r"\==a==", r"=\=a==", r"==a\==", "&#61;=a=="])
def test_an_escaped_sign_marks_nothing(source: str) -> None:
    assert paragraph(source) == "==a=="


@pytest.mark.parametrize("source", ["`==a==`", "    ==a==", "$==a==$"])
def test_nothing_is_marked_in_code_or_formulas(source: str) -> None:
    assert "<mark>" not in html(source)
