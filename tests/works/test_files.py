"""A file of BibTeX: what is sound is found, the rest is told with its line; hostile input ends quickly."""

from __future__ import annotations

import time

import pytest

from tests.works.test_bibtex import HOSTILE
from wiki.works.facts import facts
from wiki.works.files import read_all

BROKEN = r"""
@string{annalen = "Mathematische Annalen"}
@article{noether1921, title = {Idealtheorie}, journal = annalen}
@comment{nothing}
@article{no-comma,
  title = {One}
  year = 1921}
@misc{unclosed,
  title = {One

@misc{sound2, title = {Two}}
@misc{SOUND2, title = {In other letters}}
@misc{sound2, title = {Again}}
@misc{twice, title = {One}, title = {Two}}
@misc{twice-in-other-letters, title = {One}, Title = {Two}}
@misc{, title = {No key}}
@misc{two words, title = {Spaced}}
@misc{se;mi, title = {Semicolon}}
@misc{no-comma-after-key
  title = {One}}
@misc{no-equals, title {One}}
words between
@book(sound3, title = {In parentheses})
@misc{
@misc{cut-off, title = {One
"""


def test_it_works() -> None:
    file = read_all(BROKEN)
    assert [(found.line, found.key) for found in file.found] == [(3, "noether1921"), (11, "sound2"), (23, "sound3")]
    assert [(refused.line, refused.key, refused.reason.split(".")[0]) for refused in file.refused] == [
        (5, "no-comma", "A comma is missing after the field that begins on line 6"),
        (8, "unclosed", "A brace that opens in it is never closed, so it runs into what follows"),
        (12, "SOUND2", "The entry on line 11 has the same key: upper and lower case are one"),
        (13, "sound2", "The entry on line 11 has the same key: upper and lower case are one"),
        (14, "twice", "It has the field “title” twice"),
        (15, "twice-in-other-letters", "It has the field “title” twice"),
        (16, "", "It has no key"),
        (17, "two words", "There is a space in its key"),
        (18, "se;mi", "There is a ; in its key"),
        (19, "no-comma-after-key", "A comma, an equals sign or a quotation mark is missing on line 20 or before"),
        (21, "no-equals", "A comma, an equals sign or a quotation mark is missing on line 21 or before"),
        (24, "", "A comma, an equals sign or a quotation mark is missing on line 25 or before"),
        (25, "cut-off", "It is cut off: the text ends before the entry does"),
    ]


def test_an_entry_takes_the_macros_along_that_it_needs() -> None:
    macros = '@string{a = "Annalen"}\n@STRING{unused = "Nothing"}\n'
    (first, second) = read_all(macros + "@article{x, journal = A, year = 1921}\n@article{y, journal = {a}}").found
    assert first.bibtex == '@string{a = "Annalen"}\n@article{x, journal = A, year = 1921}'
    assert facts(first.block)["venue"] == "Annalen"
    assert second.bibtex == "@article{y, journal = {a}}"
    (again,) = read_all(first.bibtex).found
    assert again.bibtex == first.bibtex
    assert facts(again.block) == facts(first.block)


def test_a_macro_is_what_it_was_last_and_lent_where_it_is_defined_after_its_use() -> None:
    text = """
      @article{before, journal = j}
      @string{j = "One"}
      @article{first, journal = j}
      @string{J = {Two}}
      @article{second, journal = j}
    """
    assert [facts(found.block)["venue"] for found in read_all(text).found] == ["One", "One", "Two"]
    assert [
        facts(found.block)["venue"] for found in read_all("\n".join(f.bibtex for f in read_all(text).found)).found
    ] == [
        "One",
        "One",
        "Two",
    ]


def test_a_macro_that_is_not_defined_says_its_name() -> None:
    (found,) = read_all("@article{x, month = jan, journal = prl}").found
    assert facts(found.block)["venue"] == "prl"


@pytest.mark.parametrize("key", ["a" * 101, "\u200b", "_", "a\u2028b", "a[b", "a]b", "a@b", "50%", "a<b"])
def test_a_key_that_could_not_be_cited_is_refused(key: str) -> None:
    file = read_all(f"@misc{{{key}, title = {{T}}}}")
    assert not file.found
    assert len(file.refused) == 1


@pytest.mark.parametrize("key", ["a" * 100, "doi:10.1000/182", "Gödel_1931", "北京2008", "a+b", "o.reilly", "a|b", "1"])
def test_any_other_key_is_taken(key: str) -> None:
    assert [found.key for found in read_all(f"@misc{{{key}, title = {{T}}}}").found] == [key]


@pytest.mark.parametrize("text", ["", "words", "{" * 10_000, "@string{a = {b}}", "@comment{@misc{a, title = {T}}}"])
def test_where_there_is_no_entry_none_is_found(text: str) -> None:
    assert read_all(text) == ([], [])


LARGE, MOST = 400_000, 10_000
MANY = {
    "braces": "{" * LARGE,
    "signs": "@" * LARGE,
    "entries in entries": "@a{" * MOST,
    "entries on lines": "@a{\n" * MOST,
    "the same key": "@misc{a, title = {T}}\n" * MOST,
    "macros": "".join(f'@string{{m{n} = "x"}}\n' for n in range(MOST)) + "@misc{a, title = m1}",
    "fields": "@misc{a, " + "".join(f"f{n} = {{x}}," for n in range(LARGE // 12)) + "}",
    "fields of one name": "@misc{a, " + "f = {x}," * (LARGE // 8) + "}",
    "no commas": "@misc{a, f = " + '} x "' * (LARGE // 5) + "}",
    "spaces": "@misc{a, f = x}" + " " * LARGE + "@misc{b, f = }" + " " * LARGE,
    "people": "@misc{a, author = {" + "A B and " * (LARGE // 8) + "C}}",
}


@pytest.mark.parametrize("text", [*HOSTILE.values(), *MANY.values()], ids=[*HOSTILE, *MANY])
def test_hostile_files_end_quickly_and_well(text: str) -> None:
    began = time.process_time()
    for found in read_all(text).found:
        facts(found.block)
    assert time.process_time() - began < 3
