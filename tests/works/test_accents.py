"""Accents and dashes are made without the library, and are what the library would have made."""

from __future__ import annotations

import string

import pytest
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field

from wiki.works.accents import MARKS, unaccented

DECODER = LatexDecodingMiddleware(keep_math_mode=False)


def by_library(text: str) -> str:
    """The same text as the library reads it."""
    field = Field("title", text)
    DECODER.transform(Library([Entry("misc", "key", [field])]))
    return str(field.value)


@pytest.mark.parametrize("macro", MARKS)
def test_every_accent_on_every_letter_is_what_the_library_makes(macro: str) -> None:
    between = " " if macro.isalpha() else ""
    for letter in string.ascii_letters:
        for text in (f"x\\{macro}{{{letter}}}y", f"x\\{macro}{between}{letter} y"):
            assert unaccented(text) == by_library(text)
            assert "\\" not in unaccented(text)


@pytest.mark.parametrize("text", ["1--20", "a---b", "a----b", "a - b", "-"])
def test_so_is_every_dash(text: str) -> None:
    assert unaccented(text) == by_library(text)


@pytest.mark.parametrize(
    "text", [r"\\'e", r"\vec x", r"\'\i", r"\ss", r"\cite{a}", r"\c", r"\H", "$a--b$", r"\'", "\\"]
)
def test_what_is_more_than_that_is_left_to_the_library(text: str) -> None:
    assert unaccented(text) == text
