from __future__ import annotations

import re

import pytest

from tests.markup.hostile import html
from wiki.markup.rendering import render


def opening(source: str) -> str:
    return html(source).split("</p>")[0].split("</summary>")[0]


def test_it_works() -> None:
    assert html("> [!warning] Mind the *gap*\n> It is wide.") == (
        '<section class="callout callout-warning" role="note">\n'
        '<p class="callout-title"><span class="callout-kind">Warning</span> Mind the <em>gap</em></p>\n'
        "<p>It is wide.</p>\n</section>\n"
    )


@pytest.mark.parametrize(
    ("written", "look"),
    [
        *((name, name) for name in ("note", "abstract", "info", "todo", "tip", "success", "question", "warning")),
        *((name, name) for name in ("failure", "danger", "bug", "example", "quote", "important", "caution")),
        ("summary", "abstract"), ("tldr", "abstract"), ("hint", "tip"), ("check", "success"), ("done", "success"),
        ("help", "question"), ("faq", "question"), ("attention", "warning"), ("fail", "failure"),
        ("missing", "failure"), ("error", "danger"), ("cite", "quote"), ("WARNING", "warning"), ("FaQ", "question"),
    ],
)  # fmt: skip
def test_a_known_type_has_its_look_in_any_case(written: str, look: str) -> None:
    assert opening(f"> [!{written}]\n> x").startswith(f'<section class="callout callout-{look}" role="note">')
    assert f">{written.capitalize()}<" in opening(f"> [!{written}]")


def test_an_unknown_type_looks_like_a_note_and_keeps_its_name() -> None:
    assert 'callout-note"' in opening("> [!my-Type] x")
    assert '<span class="callout-kind">my-Type</span> x' in opening("> [!my-Type] x")


def test_a_title_that_only_repeats_the_type_is_said_once() -> None:
    assert html("> [!info] Info").count("Info") == 1


@pytest.mark.parametrize(("sign", "tag"), [("-", "<details>"), ("+", '<details open="">')])
def test_it_folds_where_its_writer_says_so(sign: str, tag: str) -> None:
    assert html(f"> [!faq]{sign} Why?\n> So.") == (
        f'<section class="callout callout-question" role="note">\n{tag}\n'
        '<summary class="callout-title"><span class="callout-kind">Faq</span> Why?</summary>\n'
        "<p>So.</p>\n</details>\n</section>\n"
    )


def test_a_title_alone_is_a_callout() -> None:
    assert html("> [!tip] Only this").endswith("Only this</p>\n</section>\n")


def test_callouts_stand_in_each_other_and_hold_every_block() -> None:
    found = html("> [!note]\n> - a\n>\n> > [!bug]- b\n> > ```\n> > c\n> > ```\n>\n> [[d]]\n> ![[e]]")
    assert re.findall(r"callout-(?!title|kind)(\w+)", found) == ["note", "bug"]
    assert '<a data-to="d" data-bare="">d</a>' in found
    assert found.count("<section") == found.count("</section>") == 2


@pytest.mark.parametrize("end", ["\n", "  \n", "\\\n"])
def test_the_title_ends_with_the_first_line_however_it_ends(end: str) -> None:
    assert "<p>under</p>" in html(f"> [!tip] over{end}> under")


@pytest.mark.parametrize(
    "source",
    [
        "> \\[!note] x",
        "> [\\!note] x",
        "> x [!note]",
        "> [!] x",
        "> [!note]x",
        "> [! note] x",
        "[!note] x",
        "> *[!note]* x",
    ],
)
def test_these_are_no_callouts(source: str) -> None:
    assert "callout" not in html(source)


def test_the_plain_text_and_the_mentions_know_its_lines() -> None:
    found = render("> [!tip]- See [[a]]\n> And [[b]]", prefix="p-")
    assert found.text == "Tip See a And b"
    assert [mention.sentence for mention in found.mentions] == ["See a", "And b"]


def test_a_heading_in_it_has_no_part_in_the_outline() -> None:
    found = render("> [!tip]\n> # a\n\n# b", prefix="p-")
    assert [part.title for part in found.parts] == ["b"]
    assert found.html.count("<h3") == 2
