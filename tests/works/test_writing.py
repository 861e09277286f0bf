"""BibTeX made from what is known: whoever reads it knows the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wiki.works.entries import Entry
from wiki.works.facts import facts
from wiki.works.files import read_all
from wiki.works.writing import with_key, written

LINES = ("title", "venue", "publisher", "year", "volume", "number")


def test_it_works() -> None:
    entry = Entry(key="noether1921", kind="article", title="Of 50% & {more}", venue="Annalen", year="1921", pages="1–9")
    entry.authors = [{"family": "van Beethoven", "given": "Ludwig"}, {"literal": "Simon and Schuster"}]
    entry.url = "https://example.org/{a}?b=%20&c"
    assert written(entry) == (
        "@article{noether1921,\n"
        "  author = {{van Beethoven}, Ludwig and {Simon and Schuster}},\n"
        "  title = {{Of 50\\% \\& $\\lbrace$more$\\rbrace$}},\n"
        "  journal = {Annalen},\n"
        "  year = {1921},\n"
        "  pages = {1--9},\n"
        "  url = {https://example.org/%7Ba%7D?b=%20&c}\n"
        "}"
    )


def test_a_name_with_a_junior_is_read_as_it_was() -> None:
    (found,) = read_all("@misc{a, author = {King, Jr., Martin Luther and others}}").found
    entry = Entry(key="a", **facts(found.block))
    (again,) = read_all(written(entry)).found
    assert facts(again.block)["authors"] == entry.authors


@given(st.lists(st.text(st.sampled_from(list("ab {}\\\"$%&#_~^'`-@,=()<>\n")), max_size=30), min_size=6, max_size=6))
def test_whatever_signs_it_holds_it_is_one_sound_entry(texts: list[str]) -> None:
    entry = Entry(key="k", kind="article", **dict(zip(LINES, texts, strict=True)))
    entry.authors = [{"family": texts[0] or "x", "given": texts[1]}, {"literal": texts[2] or "x"}]
    entry.doi, entry.url = texts[3], texts[4]
    file = read_all(written(entry))
    assert [found.key for found in file.found] == ["k"]
    assert not file.refused


@given(st.text(st.sampled_from(list("ab{}\\$%&#_~")), min_size=1, max_size=30))
def test_a_title_is_read_as_it_was(title: str) -> None:
    (found,) = read_all(written(Entry(key="k", kind="article", title=title))).found
    assert facts(found.block)["title"] == title


def test_an_entry_is_given_another_key_and_its_macros_are_left() -> None:
    assert with_key('@string{a = "b"}\n@Misc { old , title = a}', "new") == '@string{a = "b"}\n@Misc { new, title = a}'
