from __future__ import annotations

import re

import pytest

from tests.markup.hostile import html
from wiki.markup import placeholders


def paragraph(source: str) -> str:
    return html(source).removeprefix("<p>").removesuffix("</p>\n")


def targets(source: str) -> list[str]:
    return [found["target"] for found in placeholders.LINK.finditer(html(source))]


def test_it_works() -> None:
    assert paragraph("See [[Page]].") == 'See <a data-to="Page" data-bare="">Page</a>.'


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[[page|label]]", '<a data-to="page">label</a>'),
        ("[[page|a *strong* `label`]]", '<a data-to="page">a <em>strong</em> <code>label</code></a>'),
        ("[[Page|]]", '<a data-to="Page" data-bare="">Page</a>'),
        ("[[Page| ]]", '<a data-to="Page" data-bare="">Page</a>'),
        ("[[ Page ]]", '<a data-to="Page" data-bare="">Page</a>'),
        ("[[#Heading]]", '<a data-to="#Heading" data-bare="">Heading</a>'),
        ("[[Page#Heading]]", '<a data-to="Page#Heading" data-bare="">Page#Heading</a>'),
        ("[[Page#A#B]]", '<a data-to="Page#A#B" data-bare="">Page#A#B</a>'),
        ("[[Page##A]]", '<a data-to="Page##A" data-bare="">Page##A</a>'),
        ("[[C#]]", '<a data-to="C#" data-bare="">C#</a>'),
        ("[[C##Syntax]]", '<a data-to="C##Syntax" data-bare="">C##Syntax</a>'),
        ("[[Page#^id]]", '<a data-to="Page#^id" data-bare="">Page#^id</a>'),
        ("[[comment:k3f9x2ab7q]]", '<a data-to="comment:k3f9x2ab7q" data-bare="">comment:k3f9x2ab7q</a>'),
        ("[[TCP/IP]]", '<a data-to="TCP/IP" data-bare="">TCP/IP</a>'),
        ("[[http://a.test]]", '<a data-to="http://a.test" data-bare="">http://a.test</a>'),
        ("[[a_b_c*d*]]", '<a data-to="a_b_c*d*" data-bare="">a_b_c*d*</a>'),
        ("[[a\nb]]", '<a data-to="a b" data-bare="">a b</a>'),
        ("[[a|b\nc]]", '<a data-to="a">b\nc</a>'),
        ("[[a|b|c]]", '<a data-to="a">b|c</a>'),
        ("[[a\\|b]]", '<a data-to="a">b</a>'),
        ("[[[x]]]", '[<a data-to="x" data-bare="">x</a>]'),
        ("\\![[a]]", '!<a data-to="a" data-bare="">a</a>'),
        ('[["q"&<i>]]', '<a data-to="&quot;q&quot;&amp;&lt;i&gt;" data-bare="">"q"&amp;&lt;i&gt;</a>'),
        ("[[a|http://b.test]]", '<a data-to="a">http://b.test</a>'),
        ("**[[a]]**", '<strong><a data-to="a" data-bare="">a</a></strong>'),
    ],
)
def test_a_link_leads_to_what_stands_before_the_bar(source: str, shown: str) -> None:
    assert paragraph(source) == shown


@pytest.mark.parametrize(
    "source",
    ["[[]]", "[[ ]]", "[[#]]", "[[ # ]]", "[[|x]]", "[[#|x]]", r"\[[x]]", r"[\[x]]", "[[x]", "[[", f"[[{'x' * 1001}]]"],
)
def test_brackets_with_nothing_in_them_stay_as_typed(source: str) -> None:
    assert paragraph(source) == source.replace("\\", "")


@pytest.mark.parametrize(
    "source",
    [
        "`[[x]]`",
        "```\n[[x]]\n```",
        "    [[x]]",
        "$[[x]]$",
        "$$[[x]]$$",
        "<!-- [[x]] -->",
        "a <!-- [[x]] --> b",
        "![[]]",
    ],
)
def test_no_link_is_found_in_what_is_shown_as_typed(source: str) -> None:
    assert targets(source) == []


def test_a_link_in_a_quotation_may_go_over_its_lines() -> None:
    assert targets("> [[a\n> b]]") == ["a b"]


def test_in_a_table_an_escaped_bar_makes_a_label_and_a_bare_one_ends_the_cell() -> None:
    assert '<td><a data-to="P">l</a></td>' in html("| a |\n|--|\n| [[P\\|l]] |")
    assert '<td><a data-to="P" data-bare="">P</a></td>' in html("| a |\n|--|\n| [[P\\|]] |")
    assert targets("| a | b |\n|--|--|\n| [[P|l]] | c |") == []


@pytest.mark.parametrize("source", ["[a [[b]] c](/d)", "[[a|b [c](/d) e]]", "[[a|b ![[c]] d]]", "[[a|[[b]]]]"])
def test_no_link_stands_in_another(source: str) -> None:
    found = html(source)
    assert found.count("<a ") == found.count("</a>") == 1


def test_a_heading_with_a_link_has_an_anchor_of_what_is_shown() -> None:
    assert html("# On [[P|this]]") == '<h3 id="c-0001-h-on-this">On <a data-to="P">this</a></h3>\n'


@pytest.mark.parametrize(
    ("source", "figure"),
    [
        ("![[P]]", '<figure class="embed" data-embed="P"></figure>\n'),
        ("![[P#H]]", '<figure class="embed" data-embed="P#H"></figure>\n'),
        ("![[pic.png|300]]", '<figure class="embed" data-embed="pic.png" data-label="300"></figure>\n'),
        ("![[pic.png|300x200]]", '<figure class="embed" data-embed="pic.png" data-label="300x200"></figure>\n'),
        ("![[P|a *b*]]", '<figure class="embed" data-embed="P" data-label="a b"></figure>\n'),
        ("> ![[P]]", '<blockquote>\n<figure class="embed" data-embed="P"></figure>\n</blockquote>\n'),
    ],
)
def test_an_embed_alone_in_its_paragraph_takes_its_place(source: str, figure: str) -> None:
    assert html(source) == figure
    assert placeholders.EMBED.search(figure)


@pytest.mark.parametrize(
    "source", ["a ![[P]]", "![[P]] ![[Q|r]]", "- ![[P]]", "# ![[P]]", "| ![[P]] |\n|--|", "*![[P]]*"]
)
def test_an_embed_amid_words_is_a_link(source: str) -> None:
    found = html(source)
    assert '<a class="embed" data-to="P" data-bare="">P</a>' in found
    assert "<figure" not in found


def test_an_embed_amid_words_has_a_label_unless_it_is_a_size() -> None:
    assert paragraph("a ![[P|b]]") == 'a <a class="embed" data-to="P">b</a>'
    assert paragraph("a ![[P|300]]") == 'a <a class="embed" data-to="P" data-bare="">P</a>'


def test_what_is_embedded_alone_leaves_no_words_in_the_plain_text() -> None:
    assert re.findall(r"<p>", html("a\n\n![[P|300]]\n\nb")) == ["<p>", "<p>"]
