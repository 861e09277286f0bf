"""What a reader can be called."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests import make
from wiki.authors.names import BROKEN, DOUBLE, EMPTY, HEAPED, WORDLESS, NameField, refusal

pytestmark = pytest.mark.django_db


def clean(name: str) -> str:
    return NameField().clean(name)


def told(name: str) -> str:
    with pytest.raises(ValidationError) as refused:
        clean(name)
    return str(refused.value.messages[0])


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Grace Hopper", "Grace Hopper"),
        ("  Grace   Hopper ", "Grace Hopper"),
        ("Grace\u00a0Hopper\n", "Grace Hopper"),
        ("Zoe\u0308", "Zoë"),
        ("محمد الخوارزمي", "محمد الخوارزمي"),
        ("علی\u200cرضا", "علی\u200cرضا"),
        ("क्\u200dष", "क्\u200dष"),
        ("ศักดิ์", "ศักดิ์"),
        ("שָׁלוֹם", unicodedata.normalize("NFC", "שָׁלוֹם")),
        ("བསྒྲུབས", "བསྒྲུབས"),
        ("Nguyễn Thị", "Nguyễn Thị"),
        ("O'Brien-Smith, Jr.", "O'Brien-Smith, Jr."),
        ("X \u2764\ufe0f", "X \u2764\ufe0f"),
        ("Lab \U0001f469\u200d\U0001f52c", "Lab \U0001f469\u200d\U0001f52c"),
        ("<b>Ada</b>", "<b>Ada</b>"),
        ("7", "7"),
        ("x" * 60, "x" * 60),
    ],
)
def test_it_works(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Ada\u200bLovelace", 4),
        ("\u202eecalevoL", 1),
        ("Ada\u2066X\u2069", 4),
        ("A\x00da", 2),
        ("A\x7fda", 2),
        ("Ada\u00adX", 4),
        ("Ada\u200dX", 4),
        ("Ada\u200cX", 4),
        ("Ada\ufe0fX", 4),
        ("Ada\u3164X", 4),
        ("Ada\u034fX", 4),
        ("Ada\u2800X", 4),
        ("Ada\ue000X", 4),
        ("Ada\udc00X", 4),
        ("Ada\U000e0041X", 4),
        ("Ada\ufeff", 4),
    ],
)
def test_a_sign_that_cannot_be_seen_is_refused_with_its_place(typed: str, place: int) -> None:
    assert told(typed) == f"Your name has a sign that cannot be seen at place {place}. Delete it."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\u2028", "\u2029", "\x85"])
def test_no_name_begins_another_line_of_a_mail_s_head(end: str) -> None:
    assert told(f"Ada{end}Bcc: all@example.org") == BROKEN


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", EMPTY),
        ("   ", EMPTY),
        ("!?", WORDLESS),
        ("\u0301\u0301", WORDLESS),
        ("\u2764\ufe0f", WORDLESS),
        ("Z\u0301\u0301\u0301\u0301algo", HEAPED),
        ("\u0e01\u0e34\u0e34\u0e34\u0e34\u0e34", HEAPED),
        ("x" * 61, "Use at most 60 characters for your name; these are 61."),
    ],
)
def test_what_nobody_could_be_called_is_refused_in_words(typed: str, why: str) -> None:
    assert told(typed) == why


@pytest.mark.parametrize("name", ["Ada Lovelace", "ada lovelace", "Аdа Lоvеlасе", "Ada Love1ace", "AdaLovelace!"])
def test_what_looks_like_an_author_s_name_is_refused(name: str) -> None:
    make.author(name="Ada Lovelace")
    assert told(name) == DOUBLE


def test_two_readers_may_have_one_name() -> None:
    make.author(name="Grace", listed=False)
    assert clean("Grace") == "Grace"


def test_odd_strings_are_kept_as_they_are_or_refused_in_a_sentence(corpora: Path) -> None:
    strings = json.loads((corpora / "naughty_strings.json").read_text(encoding="utf-8"))["strings"]
    taken = 0
    for string in strings:
        why = refusal(unicodedata.normalize("NFC", string).strip())
        if why:
            assert told(string) == why
            assert why.endswith(".")
            continue
        taken += 1
        kept = clean(string)
        assert kept == " ".join(unicodedata.normalize("NFC", string).split())
        assert not refusal(kept)
        assert len(kept.splitlines()) == 1
    assert 100 < taken < len(strings)
