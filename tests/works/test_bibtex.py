"""BibTeX: what an entry says, as plain words; hostile input is told apart from it, quickly."""

from __future__ import annotations

import json
import logging
import re
import time
from pathlib import Path
from time import process_time

import pytest

from wiki.works.bibtex import LATEX, BibtexError, read
from wiki.works.forms import WorkForm
from wiki.works.identifiers import bare_arxiv, bare_doi

WHOLE = r"""
% exported by hand
@string{annalen = "Mathematische Annalen"}
@comment{nothing}
@article{noether1921,
  title        = {Idealtheorie in {R}ingbereichen},
  author       = {Noether, Emmy},
  journal      = annalen,
  month        = jan,
  date         = {1921-03-01},
  doi          = {https://doi.org/10.1007/BF01464225},
  eprint       = {arXiv:1401.2577v1},
  archiveprefix= {arXiv},
  url          = {https://example.org/~emmy/ideal\_theory?x=1\&y=%20},
  abstract     = {Of ideals,
                  with $a^2 = b$ and 50% more.}
}
"""


def test_it_works() -> None:
    assert read(WHOLE) == (
        {
            "title": "Idealtheorie in Ringbereichen",
            "kind": "paper",
            "authors": "Emmy Noether",
            "venue": "Mathematische Annalen",
            "year": "1921",
            "url": "https://example.org/~emmy/ideal_theory?x=1&y=%20",
            "doi": "10.1007/BF01464225",
            "arxiv": "1401.2577v1",
            "abstract": "Of ideals,\nwith $a^2 = b$ and 50% more.",
        },
        1,
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"{G{\"o}del}", "Gödel"),
        (r"{{\v C}ech and {\O}re, \'{\i}, {\ss}, \c{c}}", "Čech and Øre, í, ß, ç"),
        (r"{50% of $5 \& more & more}", "50% of $5 & more & more"),
        (r"{The $\alpha$--decay of {\em $n$} things}", "The α–decay of n things"),
        (r"{``Quoted''~words}", "“Quoted” words"),
        ("{Over\n    two lines}", "Over two lines"),
        ('"In quotes"', "In quotes"),
        ("2001", "2001"),
        ("{<script>alert(1)</script>}", "<script>alert(1)</script>"),
        (r"{\input{/etc/passwd}x}", "x"),
        ("{北京 ملاحظات}", "北京 ملاحظات"),
        (r"{\textsc{Small} \unknown{word}}", "Small word"),
        ("{" * 200 + "deep" + "}" * 200, "deep"),
    ],
)
def test_a_title_is_what_a_reader_would_see(written: str, said: str) -> None:
    assert read(f"@misc{{a, title = {written}}}").fields["title"] == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Noether, Emmy and David Hilbert", "Emmy Noether, David Hilbert"),
        ("von Neumann, John", "John von Neumann"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr."),
        ("A and B and others", "A, B, et al."),
        ("{Simon and Schuster} and Plato", "Simon and Schuster, Plato"),
        ("One, Two, Three, Four, Five, Six and B", "One, Two, Three, Four, Five, Six, B"),
        (r"Kurt G{\"o}del and Erd{\H o}s, Paul", "Kurt Gödel, Paul Erdős"),
        (r"{\'E}variste Galois", "Évariste Galois"),
        ("Plato", "Plato"),
        ("and", "and"),
        (",", ","),
    ],
)
def test_people_are_named_as_one_says_their_names(written: str, said: str) -> None:
    assert read(f"@misc{{a, author = {{{written}}}}}").fields["authors"] == said


def test_of_very_many_people_some_are_named() -> None:
    names = read("@misc{a, author = {" + " and ".join(f"Person {n}" for n in range(3000)) + "}}").fields["authors"]
    assert len(names) <= 1000
    assert names.startswith("Person 0, Person 1, ")
    assert names.endswith(", et al.")


@pytest.mark.parametrize(
    ("type_", "kind"),
    [
        *(("article", "paper"), ("inproceedings", "paper"), ("BOOK", "book"), ("incollection", "chapter")),
        *(("phdthesis", "thesis"), ("mastersthesis", "thesis"), ("software", "code"), ("misc", ""), ("zebra", "")),
    ],
)
def test_the_kind_is_the_entry_s_where_there_is_one(type_: str, kind: str) -> None:
    assert read(f"@{type_}{{a, title = {{T}}}}").fields.get("kind", "") == kind


@pytest.mark.parametrize(
    ("fields", "name", "said"),
    [
        ("booktitle = {B}, publisher = {P}", "venue", "B"),
        ("publisher = {P}", "venue", "P"),
        ("school = {S}", "venue", "S"),
        ("journal = {}, booktitle = {B}", "venue", "B"),
        ("YEAR = {1921}", "year", "1921"),
        ("date = {in press}", "year", "in press"),
        ("date = {1921/1922}", "year", "1921"),
        ("eprint = {math/0211159}, eprinttype = {arxiv}", "arxiv", "math/0211159"),
        ("eprint = {1401.2577}", "arxiv", "1401.2577"),
        ("eprint = {1401.2577}, archivePrefix = {hal}", "arxiv", None),
        ("eprint = {1234567}", "arxiv", None),
        (r"url = {\url{https://example.org/a_b}}", "url", "https://example.org/a_b"),
        (r"doi = {10.1000/a\_b}", "doi", "10.1000/a_b"),
        ("doi = {unknown}", "doi", "unknown"),
        ("note = {Unasked}", "note", None),
    ],
)
def test_each_field_goes_where_it_belongs(fields: str, name: str, said: str | None) -> None:
    assert read(f"@misc{{a, {fields}}}").fields.get(name) == said


@pytest.mark.parametrize(
    ("text", "fields", "entries"),
    [
        ("@misc(a, title = {In parentheses})", {"title": "In parentheses"}, 1),
        ("@misc{a, title = {One},}\n@misc{a, title = {Same key}}", {"title": "One"}, 2),
        ("@misc{a, title = {One}}\n@misc{b, title = {Broken", {"title": "One"}, 2),
        ('@string{j = "A"}@string{j = "B"}@misc{a, journal = j}', {"venue": "A"}, 1),
        ("@misc{}", {}, 1),
        ("some words @misc{a, title = {One}}", {"title": "One"}, 1),
    ],
)
def test_what_is_odd_is_read_all_the_same(text: str, fields: dict[str, str], entries: int) -> None:
    assert read(text) == (fields, entries)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no BibTeX entry"),
        ("Just words, with user@example.org in them.", "There is no BibTeX entry"),
        ("@comment{a, title = {One}}", "There is no BibTeX entry"),
        ("\n\n@misc{a,\n title = {One", "begins on line 3 cannot be read past line 4"),
        ("@misc{a\n title = {One}}", "begins on line 1 cannot be read past line 2"),
        ("@misc{a,\n title = {One}\n year = 2}", "A comma is missing after the field that begins on line 2"),
        ('@misc{a,\n title = "One"\n year = {2}}', "A comma is missing after the field that begins on line 2"),
        ("@misc{a, title = {One}, title = {Two}}", "begins on line 1 has a field twice"),
        ("@misc{a,\n title = {One\n}\n@misc{b, title = {Two}}", "begins on line 1 cannot be read past line 3"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, sentence: str) -> None:
    with pytest.raises(BibtexError, match=sentence):
        read(text)


@pytest.mark.parametrize("title", [r"\ss-" * 4000, "{" * 40 + r"\ss-" + "}" * 40], ids=["long", "deep"])
def test_what_would_take_long_to_decode_is_taken_as_it_stands(title: str) -> None:
    assert read(f"@misc{{a, title = {{{title}}}}}").fields["title"] == re.sub("[{}]", "", title)


N = 64 * 1024
HOSTILE = {
    "nested braces": "@misc{a, title = " + "{" * 10_000 + "x" + "}" * 10_000 + "}",
    "stray braces": "{" * 10_000,
    "stray braces in a title": "@misc{a, title = {" + "{" * 10_000,
    "closing braces": "}" * N,
    "entries in entries": "@a{" * (N // 3),
    "signs of entries": "@" * N,
    "signs with space": "@" + " " * N,
    "indented entries": " " * (N // 2) + "@a{" * (N // 6),
    "lines": "\n" * N,
    "quotes": '"' * N,
    "accents": "@misc{a, abstract = {" + r"{\"o}" * (N // 6) + "}}",
    "short groups": "@misc{a, title = {" + ("{" * 29 + "}" * 29) * 140 + "}}",
    "mathematics": "@misc{a"
    + "".join(f", {name} = {{{'$x' * 2000}}}" for name in ("title", "author", "journal", "year"))
    + f", abstract = {{{'$x' * 4000}}}}}",
    "macros without arguments": "@misc{a, title = {" + r"\frac" * 1600 + "}}",
    "open environments": "@misc{a, title = {" + r"\begin{a}" * 900 + "}}",
    "open mathematics": "@misc{a, title = {" + r"\(" * 4000 + "}}",
    "open arguments": "@misc{a, title = {" + r"\sqrt[" * 1300 + "}}",
    "macros that take macros": "@misc{a, title = {" + r"\emph" * 1600 + "}}",
    "names": "@misc{a, author = {" + "a and " * 10_000 + "b}}",
    "one long name": "@misc{a, author = {" + "a " * 30_000 + "}}",
    "commas": "@misc{a, author = {" + "a," * 30_000 + "}}",
    "fields": "@misc{a, " + "".join(f"f{n} = {{x}}," for n in range(5000)) + "}",
    "the same macro again": "@string{a = a}" * 4000,
    "control characters": "@misc{a, title = {\x00\x01\x1b\u202e}}",
    "surrogates": "@misc{a, title = {\ud800}}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bibtex_ends_quickly_and_well(text: str, caplog: pytest.LogCaptureFixture) -> None:
    began = time.process_time()
    with caplog.at_level(logging.DEBUG, logger="root"):
        try:
            fields, _ = read(text)
        except BibtexError:
            fields = {}
    assert time.process_time() - began < 2
    assert set(fields) <= set(WorkForm.NAMES)
    assert not caplog.records, "the log would hold what was pasted"


def test_naughty_strings_are_read_or_are_refused(corpora: Path) -> None:
    for string in json.loads((corpora / "naughty_strings.json").read_text())["strings"]:
        for text in (string, f"@misc{{a, title = {{{string}}}, author = {{{string}}}, doi = {{{string}}}}}"):
            try:
                assert set(read(text).fields) <= set(WorkForm.NAMES)
            except BibtexError:
                continue


def test_no_length_of_spaces_takes_long() -> None:
    spaces = " " * 60_000
    start = process_time()
    assert bare_arxiv(f"a{spaces}b") == bare_doi(f"10.1000/{spaces}b") == ""
    read(f"@article{{a, title = {{A}}, abstract = {{a{spaces}b}}}}")
    assert process_time() - start < 2  # it was over six seconds, and grew with the square


def test_words_without_latex_are_the_same_undecoded() -> None:
    signs = "".join(map(chr, range(33, 127)))
    for one in signs:
        for other in signs:
            text = f"x {one}{other} y"
            if not LATEX.search(text) and not set(text) & set("{}"):
                assert read(f"@misc{{a, title = {{{text}}}}}").fields["title"] == text
