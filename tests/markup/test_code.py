from __future__ import annotations

import itertools
import re
import time
from html import unescape

import pytest
from pygments.lexers import get_all_lexers
from pygments.token import Token

from tests.markup.hostile import html
from wiki.markup import colouring
from wiki.markup.colouring import WORK, Palette
from wiki.markup.languages import LANGUAGES


def code(source: str) -> str:
    found = re.search(r"<code[^>]*>(.*)</code></pre>", html(source), re.DOTALL)
    assert found
    return unescape(re.sub(r"<[^>]*>", "", found[1]))


def test_it_works() -> None:
    found = html("```python title\nprint(1)\n```")
    assert '<figure class="code"><figcaption>python title</figcaption>' in found
    assert '<pre tabindex="0"><code class="language-python">print(<span class="mi">1</span>)' in found


def test_code_that_says_nothing_of_itself_has_no_caption() -> None:
    assert html("    a < b") == '<figure class="code"><pre tabindex="0"><code>a &lt; b</code></pre></figure>\n'


def test_an_unknown_language_is_said_but_not_coloured() -> None:
    assert html("```nosuch\nx\n```") == (
        '<figure class="code"><figcaption>nosuch</figcaption><pre tabindex="0"><code>x\n</code></pre></figure>\n'
    )


@pytest.mark.parametrize("language", ["python", "c", "html", "yaml", "pycon", "diff"])
@pytest.mark.parametrize("text", ["\n\n x = '<a>' \n\n\n", "\ta\n", "\ufeffx\n", "a\\\n", "'\n\"\n", "é\u2028b\n"])
def test_colouring_loses_no_character(language: str, text: str) -> None:
    assert code(f"~~~{language}\n{text}~~~") == text


def test_long_code_is_whole_but_plain() -> None:
    text = "x = 1\n" * 5000
    found = html(f"```python\n{text}```")
    assert "<span" not in found
    assert code(f"```python\n{text}```") == text


def test_ordinary_code_is_coloured_up_to_a_few_thousand_characters() -> None:
    line = "    value = compute(argument, other) + 1  # why\n"
    assert "<span" in html(f"```python\n{line * 120}```")


def test_all_the_code_of_a_text_is_bounded_together() -> None:
    began = time.process_time()
    for block in ("\n" * 5000, "//" * 2500, "a " * 2500):
        html(f"```java\n{block}\n```\n\n" * 13)
    assert time.process_time() - began < 6


def test_a_lexer_is_stopped_when_it_has_cost_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = itertools.chain([(Token.Text, "x")] * (WORK // 8000 + 1), iter(lambda: pytest.fail("read on"), None))
    monkeypatch.setattr(colouring, "_tokens", lambda code, name: endless)
    assert Palette().coloured("x" * 8000, "python") is None


def test_a_lexer_is_not_begun_on_what_would_cost_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(colouring, "_tokens", lambda code, name: pytest.fail("begun"))
    assert Palette().coloured("x" * 20_000, "python") is None


def test_code_that_begins_with_empty_lines_is_coloured() -> None:
    assert "<span" in html("```python\n\n\nx = 1\n```")


def test_code_that_grows_too_much_when_coloured_is_plain() -> None:
    assert "<span" not in html("```python\n" + "1 " * 300 + "\n```")


def test_no_style_is_written_inline() -> None:
    assert "style" not in html("```python\nprint('a')\n```")


def test_every_language_is_one_that_pygments_has() -> None:
    assert {aliases[0] for _, aliases, _, _ in get_all_lexers(plugins=False) if aliases} >= LANGUAGES


@pytest.mark.parametrize("around", ["`{}`", "```\n{}\n```", "```python\n# {}\n```"])
def test_signs_that_turn_the_order_of_code_are_shown(around: str) -> None:
    found = html(around.format("a\u202eb\u2066c"))
    assert "a[U+202E]b[U+2066]c" in found
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", found)
