from __future__ import annotations

import json
import multiprocessing
import re
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from tests.markup.hostile import html
from wiki.markup.errors import MarkupError

LIMIT = 2.0

#: They measure time.
pytestmark = pytest.mark.alone


def rendered(text: str) -> tuple[str, float]:
    """The HTML, or the refusal, and how long it took."""
    began = time.process_time()
    try:
        found = html(text)
    except MarkupError as refusal:
        found = f"refused: {refusal}"
    return found, time.process_time() - began


def test_a_dear_text_is_cheap_and_keeps_its_words(pathological: ModuleType) -> None:
    sentinel = pathological.SENTINEL
    cases = {name: f"{sentinel}\n\n{make(65_536)}" for name, make in pathological.CASES.items()}
    # A child each time, so that a crash is seen as a failure of this test and not of the run.
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=20) as pool:
        for name, text in cases.items():
            found, seconds = pool.apply_async(rendered, (text,)).get(timeout=30)
            assert seconds < LIMIT, name
            assert found.startswith("refused: ") or sentinel in found, name
            assert len(found.encode()) <= 11 * len(text.encode()) + 100_000, name


@pytest.mark.parametrize("case", ["headings", "lists, mixed markers", "ampersands", "table, padded", "math, dollars"])
def test_half_a_megabyte_is_no_worse(pathological: ModuleType, case: str) -> None:
    assert rendered(pathological.CASES[case](524_288))[1] < 2 * LIMIT


def test_time_grows_no_faster_than_the_text(pathological: ModuleType) -> None:
    for case in ("headings, same text", "ampersands", "linkify, parentheses", "references, many", "table, rows"):
        make = pathological.CASES[case]
        small, large = (min(rendered(make(size))[1] for _ in range(3)) for size in (32_768, 131_072))
        assert large < 4 * 2.5 * small + 0.05, case


#: Each is about so many thousand characters long.
OURS: dict[str, Callable[[int], str]] = {
    "links, unclosed": lambda n: "[[" * 500 * n,
    "brackets": lambda n: "[" * 1000 * n,
    "citations, unclosed": lambda n: "[@" * 500 * n,
    "citations, one group": lambda n: "[" + "@a; " * 250 * n,
    "citations": lambda n: "[@a] " * 40 * n,
    "links": lambda n: "[[a]]" * 40 * n,
    "links in tables": lambda n: "| a |\n|--|\n" + "| [[x\\|[[y |\n" * 75 * n,
    "links, empty": lambda n: f"[[{' ' * 1000 * n}]]",
    "labels, unclosed": lambda n: "[[a|" * 250 * n,
    "embeds, unclosed": lambda n: "![[" * 330 * n,
    "embeds": lambda n: "![[a]]\n\n" * 40 * n,
    "a sentence without end": lambda n: f"[[a]] {'b' * 20} " * 40 * n,
    "ends of sentences": lambda n: f"[[a]] {'.' * 500 * n}{'. ' * 250 * n}",
    "marks": lambda n: "==a " * 250 * n,
    "equals signs": lambda n: "=" * 1000 * n,
    "ids": lambda n: "".join(f"- a ^a{number}\n" for number in range(100 * n)),
    "white space at an end": lambda n: f"a{' ' * 1000 * n}b",
    "callouts": lambda n: "> [!note] x\n> y\n\n" * 55 * n,
    "headings": lambda n: "# [[a]]\n\n" * 40 * n,
}


@pytest.mark.parametrize("case", OURS)
def test_our_own_marks_cost_no_more_than_their_length(case: str) -> None:
    small, large = (min(rendered(OURS[case](size))[1] for _ in range(3)) for size in (32, 128))
    assert large < 4 * 2.5 * small + 0.05


@pytest.mark.parametrize("source", ["[[" * 100_000, "[" * 200_000, "[@" * 50_000, "[[a]]" * 100_000])
def test_marks_without_end_are_shown_or_refused(source: str) -> None:
    found, seconds = rendered(source)
    assert seconds < 2 * LIMIT
    assert found.startswith("refused: ") or unescape(re.sub("<[^>]*>", "", found)).strip() == source


@pytest.mark.parametrize("source", ["[[a]] ", "![[a]]\n\n", "[@a] ", "> [!a]\n\n", "a ^{}\n\n"])
def test_what_they_become_stays_in_proportion(source: str) -> None:
    text = "".join(source.replace("{}", str(number)) for number in range(9000))
    found, _ = rendered(text)
    assert found.startswith("refused: ") or len(found.encode()) <= 11 * len(text) + 100_000


def test_what_is_nested_deep_is_shown_or_refused(pathological: ModuleType) -> None:
    for name, text in pathological.DEEP.items():
        found, _ = rendered(text)
        assert found.startswith("refused: This is nested") or pathological.SENTINEL in found, name


def test_odd_strings_are_shown_as_typed(corpora: Path) -> None:
    for text in json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]:
        shown = unescape(unescape(html(text)))
        words = re.findall(r"[^\W_]+", unescape(text))
        assert [word for word in words if word not in shown] == [], text


def test_a_long_run_of_text_is_parted_without_a_word_changed() -> None:
    text = "& " * 50_000 + "end"
    assert html(text).count("<wbr>") == 6
    assert html(text).replace("<wbr>", "") == f"<p>{text.replace('&', '&amp;')}</p>\n"
