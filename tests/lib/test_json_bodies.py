"""What comes from outside as JSON is read, or refused with a ValueError, and never anything else."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest

from wiki.lib.json_bodies import parse

if TYPE_CHECKING:
    from pathlib import Path

MANY = 60_000
HUGE = 10_000_000


def test_it_works() -> None:
    said = {"axis": "karma", "value": -1, "half": 0.5, "none": None, "list": [True, "é😀"], "": {}}
    assert parse(json.dumps(said)) == said
    assert parse(json.dumps(said, ensure_ascii=False).encode()) == said
    assert parse(b" 1 ") == 1


@pytest.mark.parametrize(
    "text",
    [
        "[" * MANY,
        "[" * MANY + "]" * MANY,
        '{"a":' * MANY,
        '{"a":' * MANY + "1" + "}" * MANY,
        '[{"a":' * MANY,
        '[{"a":' * MANY + "1" + "}]" * MANY,
        "]" * MANY + "[" * MANY,
        "{]" * MANY + "[" * MANY,
        '"' + '"[' * MANY,
    ],
    ids=["lists", "lists closed", "objects", "objects closed", "mixed", "mixed closed", "upside down", "odd", "quotes"],
)
def test_what_is_nested_deep_is_refused_at_once(text: str) -> None:
    for kind in (text, text.encode()):
        began = time.process_time()
        with pytest.raises(ValueError, match=r"."):
            parse(kind, largest=HUGE)
        assert time.process_time() - began < 1


@pytest.mark.parametrize("text", ['"' + '\\"[' * MANY + "\\", '"' * MANY, '"\\' * MANY, "[" + '"a",' * MANY])
def test_strings_that_nothing_closes_take_no_longer(text: str) -> None:
    test_what_is_nested_deep_is_refused_at_once(text)


def test_the_deepest_that_is_taken_can_be_named() -> None:
    nested = "[" * 20 + "]" * 20
    assert parse(nested) == json.loads(nested)
    with pytest.raises(ValueError, match="nested more than 20 deep"):
        parse(f"[{nested}]")
    assert parse(f"[{nested}]", deepest=21)
    wide = "[" + "[[]]," * 50 + "[]]"
    assert len(parse(wide, deepest=3)) == 51


@pytest.mark.parametrize("inside", ["[" * MANY, '\\"{' * MANY, "\\\\[]{}" * 1000, '[\\\\\\"[' * 1000])
def test_brackets_in_strings_are_not_nesting(inside: str) -> None:
    text = f'["{inside}", "{inside}"]'
    assert parse(text, largest=HUGE) == json.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "[", "]", "[}", "{]", '{"a"}', "[1,]", "{,}", "'a'", "1 2", "nul", "[1]]", '"\n"', '"\\x"', "+1"),
        *("\ufeff1", "NaN", "[Infinity]", '{"a": -Infinity}', "1e999", "[-1e400]", "01", "0x1", "1_0", "١"),
        *("9" * 101, "-" + "9" * 5000, "0." + "1" * 5000, "1e" + "9" * 5000, "9" * 60_000),
        *('{"a": 1, "a": 1}', '[{"b": {"a": 1, "\\u0061": 2}}]'),
        *('"\\ud800"', '"\\udc00\\ud800"', '{"\\ud83d": 1}', '["a\\ud83d"]', '"\ud800"'),
    ],
)
def test_what_is_not_json_or_can_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text)
    with pytest.raises(ValueError, match=r"."):
        parse(text.encode(errors="surrogatepass"))


@pytest.mark.parametrize(
    "raw", [b'"\xff"', b'"\xc0\x80"', "{}".encode("utf-16"), '"é"'.encode("latin-1"), b"\xed\xa0\x80"]
)
def test_what_is_not_utf_8_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(raw)


def test_what_is_large_is_refused_by_its_bytes() -> None:
    assert parse('"' + "a" * 65_534 + '"')
    for large in ('"' + "a" * 65_535 + '"', '"' + "é" * 40_000 + '"'):
        for kind in (large, large.encode()):
            with pytest.raises(ValueError, match="larger than 65536 bytes"):
                parse(kind)
    assert parse('"éé"', largest=6) == "éé"
    with pytest.raises(ValueError, match="larger than 5 bytes"):
        parse('"éé"', largest=5)


def test_whole_characters_written_in_halves_are_taken() -> None:
    assert parse('"\\ud83d\\ude00"') == "😀"


def test_every_odd_string_comes_back_as_it_was(corpora: Path) -> None:
    strings: list[Any] = json.loads((corpora / "naughty_strings.json").read_text())["strings"]
    for text in strings:
        assert parse(json.dumps({"said": text, "list": [text]})) == {"said": text, "list": [text]}


def test_an_odd_string_that_is_no_json_is_refused_with_a_value_error(corpora: Path) -> None:
    for text in json.loads((corpora / "naughty_strings.json").read_text())["strings"]:
        for raw in (text, text.encode(), f"[{text}", f'{{"{text}'):
            try:
                parse(raw)
            except ValueError:
                continue
