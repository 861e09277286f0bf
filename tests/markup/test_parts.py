from __future__ import annotations

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.markup.test_lost import PIECES, numbered
from wiki.markup.errors import MarkupError
from wiki.markup.parts import Part
from wiki.markup.rendering import Rendered, render

SOURCE = "Lead.\n\n# One\n\na\n\n## In one\n\nb[^1]\n\n# Two\n\nc\n\n[^1]: note"


def sections(found: Rendered) -> list[tuple[str, str, int]]:
    return [(part.anchor, part.title, part.level) for part in found.parts if part.level]


def assert_balanced(html: str) -> None:
    """A parser finds nothing in it that it has to mend."""
    html5lib.HTMLParser(strict=True).parseFragment(html)


def test_it_works() -> None:
    found = render(SOURCE, prefix="p-", top=2)
    assert sections(found) == [("p-h-one", "One", 2), ("p-h-in-one", "In one", 3), ("p-h-two", "Two", 2)]
    one, inner, two = (found.html[part.start : part.end] for part in found.parts)
    assert one == f'<h2 id="p-h-one">One</h2>\n<p>a</p>\n{inner}'
    assert inner.startswith('<h3 id="p-h-in-one">In one</h3>\n<p>b<sup')
    assert two == '<h2 id="p-h-two">Two</h2>\n<p>c</p>\n'


@pytest.mark.parametrize(
    "source",
    ["> # a", "- # a", "1. x\n\n   # a", "x[^1]\n\n[^1]: # a", "x\n: # a", "```\n# a\n```", "<h3 id='p-h-a'>a</h3>"],
)
def test_only_a_heading_at_the_top_level_begins_a_part(source: str) -> None:
    assert render(source, prefix="p-").parts == []


def test_a_title_is_its_words() -> None:
    source = "# A *b* `c` $d$ [[P|e]] [f](/g) \\* &amp;"
    assert render(source, prefix="").parts[0].title == "A b c d e f * &"


def test_a_title_cannot_pass_for_a_tag() -> None:
    found = render('# a\n\n![<h3 id="h-b">](/x.png "</h3><h3>")\n\n# <h3>\n\n`<section class="footnotes">`', prefix="")
    assert [part.title for part in found.parts] == ["a", "<h3>"]
    assert found.parts[-1].end == len(found.html)


def whole(found: Rendered) -> list[Part]:
    """The parts that stand in no other."""
    outer: list[Part] = []
    for part in found.parts:
        if not outer or part.start >= outer[-1].end:
            outer.append(part)
    return outer


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from([*PIECES, "\n\n# W\n\n", "\n\n## W\n\n"]), st.booleans()), max_size=30).map(
        numbered
    )
)
def test_the_parts_are_exact_slices(source: str) -> None:
    try:
        found = render(source, prefix="p-")
    except MarkupError:
        return
    body = found.html.split('<section class="footnotes">')[0]
    headings = [part for part in whole(found) if part.level]
    if headings:
        assert found.html[: headings[0].start] + "".join(found.html[part.start : part.end] for part in headings) == body
    for part in found.parts:
        assert_balanced(found.html[part.start : part.end])
        assert f' id="{part.anchor}"' in found.html[part.start : part.end].split(">", 1)[0]
