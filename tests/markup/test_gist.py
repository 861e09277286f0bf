"""What a text says, and where it leads."""

from __future__ import annotations

import pytest

from wiki.markup.errors import MarkupError
from wiki.markup.gist import gist


def test_it_works() -> None:
    found = gist("# One\n\nSome *em*phasis, a [link](https://a.example/x) and `code`.\n\n- two\n- three\n")
    assert found.words.split() == ["One", "Some", "emphasis,", "a", "link", "and", "code.", "two", "three"]
    assert found.links == ["https://a.example/x"]


@pytest.mark.parametrize(
    ("source", "links"),
    [
        ("https://a.example/x.", ["https://a.example/x"]),
        ("<https://a.example>", ["https://a.example"]),
        ("[https://a.example](https://b.example)", ["https://b.example"]),
        ("[**https://a.example**](https://b.example)", ["https://b.example"]),
        ("[a][b]\n\n[b]: //a.example/x", ["//a.example/x"]),
        ("![a](https://a.example/a.png)", ["https://a.example/a.png"]),
        ("[![a](https://a.example/a.png)](https://b.example)", ["https://b.example", "https://a.example/a.png"]),
        ("<ada@a.example>", ["mailto:ada@a.example"]),
        ("> - https://a.example", ["https://a.example"]),
        ("a[^1]\n\n[^1]: https://a.example", ["https://a.example"]),
        ("|a|\n|-|\n|https://a.example|", ["https://a.example"]),
        ("[[A page]] and ![[another]]", []),
        ("```\nhttps://a.example\n```", []),
    ],
)
def test_it_leads_where_its_html_leads(source: str, links: list[str]) -> None:
    assert [link for link in gist(source).links if link not in {"A page", "another"}] == links


@pytest.mark.parametrize(
    "source", ["`evil.example`", "```\nevil.example\n```", "<b>evil.example</b>", "$evil.example$"]
)
def test_words_are_found_wherever_they_are_read(source: str) -> None:
    assert "evil.example" in gist(source).words


def test_quotations_are_not_ones_own_words() -> None:
    found = gist("> What you said.\n>\n> > And before.\n\nNo.\n\n> [!NOTE]\n> Quoted too.")
    assert found.own.split() == ["No."]
    assert "What you said." in found.words


def test_depth_is_no_matter() -> None:
    assert gist("> " * 20_000 + "deep").words.strip() == "deep"
    assert gist("[" * 60_000).words.count("[") == 60_000


def test_what_no_database_keeps_is_refused() -> None:
    with pytest.raises(MarkupError):
        gist("half \ud800")
