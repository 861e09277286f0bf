from __future__ import annotations

import itertools
import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.markup.hostile import html
from wiki.markup.errors import MarkupError

#: Each W becomes a word of its own, so that none can hide behind another.
PIECES = [
    "W ", "W", "*", "**", "_", "`", "~~", "~", "[", "](", "]", "](/W)", "](<W W>", "[W]: /W 'W'\n", "[W]: W\n",
    "[W][W]", "[^W]", "[^W]: W\n", "![", "![W](/W)", "![W](http://W/W 'W')", "\n", "\n\n", "# W\n", "> ", "- ",
    "1. ", "7) ", "    ", "\t", "```W W\n", "```\n", "~~~\n", "|", "|W|W|\n|-|-|\n", "|W|W|W|\n", "|-|\n", "$",
    "$$", "$W$5", "<b>", "<!-- W -->", "<div>\n", "<http://W.W>", "<W@W.com>", "http://W.com/W_(W)", "\\", "- [x] ",
    "W\n: W\n", "\n: ", "===\n", "***\n", "  \n", "javascript:W", "(W)", "<a href='W'>", "<?W",
    "[x](javascript:W 'W')", "[W](#W)", "é", "—", "\u2028", "{", "}", "^W", "\r",
    "[[W]]", "![[W]]", "[[", "]]", "[[W|W]]", "![[W|300]]", "\\|", "[@W]", "[@W, W; @W]", " ^W",
    "> [!W] W\n", "> [!tip]- ",
    "==", "==W==", "![W](/W 'W')", "\n\n^W\n\n",
]  # fmt: skip


def numbered(pieces: list[tuple[str, bool]]) -> str:
    """The pieces with a new word for each W, or one of a few that may meet as labels."""
    count = itertools.count(3)
    text = "".join(piece.replace("W", "M") if meets else piece for piece, meets in pieces)
    return re.sub("[WM]", lambda found: f"w{next(count) % 3 if found[0] == 'M' else next(count)}z", text)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()), max_size=30).map(numbered))
def test_every_word_of_markup_is_shown_or_refused(source: str) -> None:
    try:
        shown = unescape(html(source)).casefold()
    except MarkupError:
        return
    assert [word for word in re.findall(r"w\d+z", source) if word not in shown] == []


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="&\\", exclude_categories=["Cs"]), max_size=200))
def test_every_word_of_any_text_is_shown_or_refused(source: str) -> None:
    shown = unescape(html(source)).casefold()
    without_counting = re.sub(r"(?m)^[\s>*+-]*(?:\d{1,9}[.)]\s|[\s>*+\-\d.)]*\[[xX ]\]\s)", "", source)
    words = re.findall(r"[^\W_]+", without_counting.casefold())
    assert [word for word in words if word not in shown] == []


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[![[x]]](/d)", "<p>[![[x]]](/d)</p>"),
        ("![[x]]![a](/b)](/c)", "<p>![[x]]![a](/b)](/c)</p>"),
        ("![[a](#b)c]]", "<p>![[a](#b)c]]</p>"),
        ("[TODO]: fix", '<p class="unplaced">[TODO]: fix</p>'),
        ("[TODO]: http://a.test", '<p class="unplaced">[TODO]: <a href="http://a.test">http://a.test</a></p>'),
        ("[a]\n\n[a]: /b\n[A]: /c", '<p class="unplaced">[A]: /c</p>'),
        ("> [q]: u\n> [r]: v\n\nx", '<p class="unplaced">[q]: u<br>\n[r]: v</p>\n<p>x</p>'),
        ("[a]: /b 'one\ntwo'", "<p class=\"unplaced\">[a]: /b 'one<br>\ntwo'</p>"),
        ("![x [a]](/p.png)\n\n[a]: /b", '<p class="unplaced">[a]: /b</p>'),
    ],
)
def test_what_markdown_swallows_is_shown(source: str, shown: str) -> None:
    assert shown in html(source)


def test_a_definition_in_use_is_not_shown_twice() -> None:
    assert html("[a]\n\n[A]: /b 'c'") == '<p><a href="/b" title="c">a</a></p>\n'


def test_lost_words_stand_where_they_were_written() -> None:
    found = html("one\n\n[TODO]: two\n\nthree")
    assert found.index("one") < found.index("two") < found.index("three")
