from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from tests.markup.hostile import html
from wiki.markup.errors import MarkupError
from wiki.markup.rendering import RENDERER, render


def test_it_works() -> None:
    found = render("Some *words* and **more**.\n\n> said\n\n- one\n- two", prefix="c-1-")
    assert "<p>Some <em>words</em> and <strong>more</strong>.</p>" in found.html
    assert "<blockquote>\n<p>said</p>\n</blockquote>" in found.html
    assert "<li>one</li>\n<li>two</li>" in found.html
    assert found.text == "Some words and more. said one two"
    assert RENDERER >= 1


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('it\'s "so" -- really...', 'it\'s "so" -- really...'),
        (r"\[a] \<insert any b here>", "[a] &lt;insert any b here&gt;"),
        ("about ~x~ of it", "about ~x~ of it"),
        ("not ~~x~~ but y", "not <del>x</del> but y"),
        ("a<b>b</b><!-- c -->", "a&lt;b&gt;b&lt;/b&gt;&lt;!-- c --&gt;"),
        ("one  \ntwo\\\nthree", "one<br>\ntwo<br>\nthree"),
        ("one\ntwo", "one\ntwo"),
        ("a\0b", "a\ufffdb"),
        ("`a  <b>`", "<code>a  &lt;b&gt;</code>"),
        ("&copy; &amp; &bogus;", "© &amp; &amp;bogus;"),
    ],
)
def test_words_are_shown_as_they_were_typed(source: str, shown: str) -> None:
    assert html(source) == f"<p>{shown}</p>\n"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same(ending: str) -> None:
    source = "# a\n\nb\nc\n\n```\nd\ne\n```\n"
    assert html(source.replace("\n", ending)) == html(source)


def test_a_block_of_html_is_text_with_its_lines_kept() -> None:
    assert html("<div>\nhi\n</div>") == "<p>&lt;div&gt;<br>\nhi<br>\n&lt;/div&gt;</p>\n"


def test_a_definition_list_is_one() -> None:
    assert html("term\n: what it means") == "<dl>\n<dt>term</dt>\n<dd>what it means</dd>\n</dl>\n"


def test_a_task_says_whether_it_is_done() -> None:
    found = html("- [x] a\n- [ ] b")
    assert re.search(r'<li class="task"><input [^>]*checked[^>]*aria-label="done"[^>]*> a</li>', found)
    assert re.search(r'<li class="task"><input [^>]*aria-label="to do"[^>]*> b</li>', found)
    assert found.count('type="checkbox"') == found.count("disabled") == 2


def test_a_loose_task_is_a_task_too() -> None:
    assert html("- [x] a\n\n- [ ] b").count('<li class="task">') == 2


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        ("1. a\n2. b", ["<ol>", "<li>", "<li>"]),
        ("1. a\n1. b\n1. c", ["<ol>", "<li>", "<li>", "<li>"]),
        ("3. a\n4. b", ['<ol start="3">', "<li>", "<li>"]),
        ("1985. a\n1990. b\n1991. c", ['<ol start="1985">', "<li>", '<li value="1990">', "<li>"]),
    ],
)
def test_a_list_shows_the_numbers_that_were_typed(source: str, tags: list[str]) -> None:
    assert re.findall(r"<(?:ol|li)[^>]*>", html(source)) == tags


def test_depth_is_refused_in_words() -> None:
    with pytest.raises(MarkupError, match=r"nested 130 levels deep; at most 100 can be shown\. Take some levels out"):
        html("> " * 129 + "deep")
    assert "deep" in html("> " * 99 + "deep")


def test_half_a_character_is_refused_in_words() -> None:
    with pytest.raises(MarkupError, match="Character 3 is half of a pair"):
        html("ab\ud800c")


def test_output_out_of_proportion_is_refused_in_words() -> None:
    with pytest.raises(MarkupError, match="ten times as long"):
        html("[^a]: x\n\n" + "[^a]" * 2000)


def test_more_parts_than_can_be_shown_are_refused_in_words() -> None:
    with pytest.raises(MarkupError, match="over 250,000 parts"):
        html("- a\n" * 100_000)


def test_the_plain_text_has_formulas_as_typed_and_no_ways_back() -> None:
    found = render('A [b](/c "t > u") $x^2$[^1]\n\n[^1]: note', prefix="c-1-").text
    assert found == "A b x^2[1] note"


def test_the_plain_text_has_what_is_read_of_links_and_citations_and_nothing_of_what_is_embedded() -> None:
    found = render(
        "A [[P#H]] [[Q|r]] ![[s|300]] [@k].\n\n![[t|300]]\n\n- ==u== ^id\n\n![v](/w.png 'x')", prefix="c-1-"
    ).text
    assert found == "A P#H r s [@k]. u x"


def test_the_same_text_is_always_the_same_bytes() -> None:
    source = "- [x] a\n\n![b](/c.png 'd')\n\n| e |\n|:-:|\n| $\\boxed{f}$ |"
    assert len({html(source) for _ in range(50)}) == 1


def test_a_real_profile_keeps_every_character(seed: Path) -> None:
    for path in sorted(seed.glob("comments/*.md")):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        found = render(body, prefix="c-1-")
        expected = re.sub(r"\\([\[\]<>*_])", r"\1", re.sub(r"(?m)^(?:> ?|- )", "", body))
        assert found.text == " ".join(expected.split()), path.name
        assert found.html.count("<li>") == len(re.findall(r"(?m)^- ", body)), path.name
        quotations = len(re.findall(r"(?m)(?:\A|(?<=\n)\n)> ", body))
        assert found.html.count("<blockquote>") == quotations, path.name
        assert unescape(found.html).count('"') == body.count('"'), path.name
