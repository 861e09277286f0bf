from __future__ import annotations

import pytest

from tests.markup.hostile import html
from wiki.markup import placeholders
from wiki.markup.citations import keys


def cited(source: str) -> list[str]:
    return [found["label"] for found in placeholders.CITATION.finditer(html(source))]


def test_it_works() -> None:
    assert html("So [@key].") == '<p>So <span data-cite="[@key]">[@key]</span>.</p>\n'


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("[@key, p. 3; @other]", ["key", "other"]),
        ("[@a_b_c:2/3+x.y]", ["a_b_c:2/3+x.y"]),
        ("[@鲁迅1918; @müller]", ["鲁迅1918", "müller"]),
        ("[@a,\np. 3;\n@b]", ["a", "b"]),
        (f"[@{'k' * 100}]", ["k" * 100]),
    ],
)
def test_a_group_has_its_keys_in_order(source: str, found: list[str]) -> None:
    assert cited(source) == [source]
    assert keys(source) == found


@pytest.mark.parametrize(
    "source",
    [
        "[@]", "[@ a]", "@a", "[@a", "[@a;]", "[@a,]", "[see @a]", "[-@a]", "[@a b]", "[@a{b}]", "[@a%b]", "[x@a]",
        f"[@{'k' * 101}]", r"\[@a]", r"[\@a]", r"x \[@a]", "&#91;@a]", "`[@a]`", "```\n[@a]\n```", "$[@a]$",
        "[x [@a]](/b)", "[[P|x [@a]]]", "![x [@a]](/b.png)", "<!-- [@a] -->", "[@a](/b)",
    ],
)  # fmt: skip
def test_these_are_no_citations(source: str) -> None:
    assert cited(source) == []


def test_only_what_was_escaped_stays_text() -> None:
    assert cited(r"\[@a] [@b] \\[@c] [\@d] [@e]") == ["[@b]", "[@c]", "[@e]"]


def test_a_citation_stands_wherever_words_do() -> None:
    assert cited("# [@a]\n\n- [@b]\n\n> *[@c]*\n\n| [@d] |\n|--|\n\nx[^1]\n\n[^1]: [@e]") == [
        "[@a]",
        "[@b]",
        "[@c]",
        "[@d]",
        "[@e]",
    ]


def test_a_key_that_is_defined_as_a_reference_is_a_link() -> None:
    assert cited("[@a]\n\n[@a]: /b") == []


def test_what_is_cited_is_escaped() -> None:
    assert '<span data-cite="[@a, 1 &lt; &quot;2&quot; &amp;">' in html('[@a, 1 < "2" &]').replace("]", "")
