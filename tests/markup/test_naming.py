from __future__ import annotations

import re

import pytest

from tests.markup.hostile import html
from wiki.markup.rendering import render


def block(source: str) -> str:
    """The one block with an id."""
    found = render(source, prefix="p-")
    (part,) = (part for part in found.parts if not part.level)
    assert (part.title, part.level) == ("", 0)
    return found.html[part.start : part.end]


def test_it_works() -> None:
    found = render("One.\n\nTwo *words* ^my-Id2\n\nThree.", prefix="p-")
    assert found.html == '<p>One.</p>\n<p id="p-b-my-Id2">Two <em>words</em></p>\n<p>Three.</p>\n'
    assert [part.anchor for part in found.parts] == ["p-b-my-Id2"]
    assert "my-Id2" not in found.text


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("- a ^x\n- b", '<li id="p-b-x">a</li>'),
        ("- a ^x\n  - b", '<li id="p-b-x">a<ul>\n<li>b</li>\n</ul>\n</li>'),
        ("- a\n  - b ^x", '<li id="p-b-x">b</li>'),
        ("- a ^x\n\n- b", '<li id="p-b-x"><p>a</p>\n</li>'),
        ("1. a\n\n   b ^x", '<p id="p-b-x">b</p>'),
        ("- [ ] a ^x", '<li id="p-b-x" class="task"><input type="checkbox" disabled="" aria-label="to do"> a</li>'),
        ("a\n^x", '<p id="p-b-x">a</p>'),
        ("[[a]] ^x", '<p id="p-b-x"><a data-to="a" data-bare="">a</a></p>'),
        ("> a\n\n^x", '<blockquote id="p-b-x">\n<p>a</p>\n</blockquote>'),
        ("> a ^x", '<p id="p-b-x">a</p>'),
        ("- a\n- b\n\n^x", '<ul id="p-b-x">\n<li>a</li>\n<li>b</li>\n</ul>'),
        ("3. a\n\n^x", '<ol id="p-b-x" start="3">\n<li>a</li>\n</ol>'),
        ("t\n: a\n\n^x", '<dl id="p-b-x">\n<dt>t</dt>\n<dd>a</dd>\n</dl>'),
        ("> [!tip]\n\n^x", '<section class="callout callout-tip" role="note" id="p-b-x">'),
        ("![[a]] ^x", '<section id="p-b-x">\n<figure class="embed" data-embed="a"></figure>\n</section>'),
    ],
)
def test_the_id_is_that_of_the_block_at_whose_end_it_stands(source: str, shown: str) -> None:
    assert block(source).startswith(shown)
    assert "^" not in html(source)


@pytest.mark.parametrize("source", ["| a |\n|--|\n| b |\n\n^x", "| a |\n|--|\n| b |\n^x", "```\na\n```\n\n^x"])
def test_the_frame_of_a_table_or_of_code_has_the_id(source: str) -> None:
    assert re.match(r'<(?:div class="table"|figure class="code") id="p-b-x"', block(source))
    assert "^" not in html(source)


def test_a_picture_with_a_caption_has_the_id() -> None:
    assert block("![a](/b.png 'c') ^x").startswith('<figure class="picture" id="p-b-x"><img')


@pytest.mark.parametrize(
    "source",
    [
        "2^n", "it is x^2", "x ^2 is it", "x ^2.", r"a \^x", "a ^é", "a ^", f"a ^{'x' * 101}", "^x", "# a ^x",
        "# a\n\n^x", "---\n\n^x", "a `^x`", "*a ^x*", "[[a]]^x", "- ^x", "| a |\n|--|\n| ^x |", "$x$^2",
    ],
)  # fmt: skip
def test_nothing_else_is_an_id(source: str) -> None:
    assert [part for part in render(source, prefix="p-").parts if not part.level] == []
    assert "^" in html(source)


def test_the_first_of_two_that_are_alike_has_it_and_the_second_stays_shown() -> None:
    assert html("a ^x\n\nb ^x\n\nc ^X") == '<p id="c-0001-b-x">a</p>\n<p>b ^x</p>\n<p id="c-0001-b-X">c</p>\n'


def test_a_heading_and_a_block_never_share_an_id() -> None:
    found = render("# x\n\na ^x\n\nb ^h-x", prefix="")
    assert [part.anchor for part in found.parts] == ["h-x", "b-x", "b-h-x"]
