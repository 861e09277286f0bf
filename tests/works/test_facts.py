"""What the bibliography keeps of an entry."""

from __future__ import annotations

from typing import Any

import pytest

from wiki.works.facts import facts
from wiki.works.files import read_all


def said(fields: str, kind: str = "article") -> dict[str, Any]:
    """What an entry with these fields says."""
    (found,) = read_all(f"@{kind}{{a, {fields}}}").found
    return facts(found.block)


def test_it_works() -> None:
    fields = r"""
      author = {Noether, Emmy and G{\"o}del, Kurt and {Acad{\'e}mie}}, title = {Ideal{T}heorie  in
      Ringen}, journal = {Annalen}, publisher = {Springer}, year = 1921, volume = 83, number = {1--2},
      pages = {24--66}, doi = {https://doi.org/10.1007/BF01464225}, url = {https://example.org/a\_b}
    """
    assert said(fields) == {
        "kind": "article",
        "authors": [
            {"family": "Noether", "given": "Emmy"},
            {"family": "Gödel", "given": "Kurt"},
            {"literal": "Académie"},
        ],
        "title": "IdealTheorie in Ringen",
        "venue": "Annalen",
        "publisher": "Springer",
        "year": "1921",
        "volume": "83",
        "number": "1–2",
        "pages": "24–66",
        "doi": "10.1007/BF01464225",
        "url": "https://example.org/a_b",
    }


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ("King, Jr., Martin Luther", [{"family": "King", "given": "Martin Luther, Jr."}]),
        ("Ludwig van Beethoven", [{"family": "van Beethoven", "given": "Ludwig"}]),
        ("Plato", [{"family": "Plato", "given": ""}]),
        ("{A} and {B}", [{"literal": "A"}, {"literal": "B"}]),
        ("{A} {B}", [{"family": "B", "given": "A"}]),
        ("A B and others", [{"family": "B", "given": "A"}, {"literal": "et al."}]),
        (
            "One, Two, Three, Four, Five and A B",
            [{"literal": "One, Two, Three, Four, Five"}, {"family": "B", "given": "A"}],
        ),
        ("Trailing,", [{"literal": "Trailing,"}]),
        (r"{\'E}variste Galois", [{"family": "Galois", "given": "Évariste"}]),
        ("", []),
        ("{}", []),
    ],
)
def test_people_are_parted_and_whoever_cannot_be_stays_as_written(written: str, people: list[dict[str, str]]) -> None:
    assert said(f"author = {{{written}}}")["authors"] == people


def test_of_very_many_people_a_hundred_are_kept_and_word_of_the_others() -> None:
    people = said(f"author = {{{' and '.join(f'Person {n}' for n in range(3000))}}}")["authors"]
    assert len(people) == 101
    assert people[-1] == {"literal": "et al."}


@pytest.mark.parametrize(
    ("fields", "name", "expected"),
    [
        ("url = {javascript:alert(1)}", "url", ""),
        ("eprint = {1401.2577}, archiveprefix = {arXiv}", "url", "https://arxiv.org/abs/1401.2577"),
        ("doi = {unknown}", "doi", ""),
        ("date = {1921-03-01}", "year", "1921"),
        ("issue = 4", "number", "4"),
        ("booktitle = {B}, publisher = {P}", "venue", "B"),
        ("title = {\x00\x1b\u202eT\ud800}", "title", "T"),
        (f"title = {{{'x' * 2000}}}", "title", "x" * 999 + "…"),
        (f"year = {{{'1' * 30}}}", "year", "1" * 19 + "…"),
    ],
)
def test_each_column_holds_what_it_can(fields: str, name: str, expected: str) -> None:
    assert said(fields)[name] == expected


def test_an_entry_of_no_kind_is_a_miscellany() -> None:
    assert said("title = {T}", kind="")["kind"] == "misc"
