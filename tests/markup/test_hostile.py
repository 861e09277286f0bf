from __future__ import annotations

import json
import multiprocessing
import re
import time
from html import unescape
from pathlib import Path
from types import ModuleType

import pytest

from tests.markup.hostile import html
from wiki.markup.errors import MarkupError

LIMIT = 2.0


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
