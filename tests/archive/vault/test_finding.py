from __future__ import annotations

import unicodedata

import pytest

from wiki.archive.vault.finding import Finder, Found
from wiki.archive.vault.naming import name_all
from wiki.archive.vault.notes import Card

NOTES = ("Home.md", "a/Sets.md", "a/README.md", "b/README.md", "b/c/Rings.md", "d/c/Rings.md", "e/Café.md", "TCP-IP.md")
FILES = ("img/one.png", "a/one.png", "img/two.PNG", "paper.pdf")


@pytest.fixture(scope="module")
def finder() -> Finder:
    given = {"TCP-IP.md": "TCP/IP"}
    aliases = {"Home.md": ("Start",)}
    return Finder(name_all(Card(path, given.get(path, ""), aliases.get(path, ())) for path in NOTES), FILES)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Home", "Home.md"),
        ("home", "Home.md"),
        ("Sets", "a/Sets.md"),
        ("a/Sets", "a/Sets.md"),
        ("a/sets.md", "a/Sets.md"),
        ("./README", "a/README.md"),
        ("../b/README", "b/README.md"),
        ("a/README", "a/README.md"),
        ("b/c/Rings", "b/c/Rings.md"),
        ("c/Rings", ""),
        (unicodedata.normalize("NFD", "Café"), "e/Café.md"),
        ("TCP/IP", "TCP-IP.md"),
        ("TCP-IP", "TCP-IP.md"),
        ("Start", "Home.md"),
        ("gone", ""),
        ("ets", ""),
        ("x/Sets", ""),
        ("../../../Home", ""),
        ("", ""),
    ],
)
def test_a_name_means_a_title_a_path_or_the_only_end_of_a_path(finder: Finder, name: str, path: str) -> None:
    assert finder.note(name, "a").path == path


def test_a_name_that_could_mean_several_means_none(finder: Finder) -> None:
    assert finder.note("README", "a") == Found(several=("a/README.md", "b/README.md"))
    assert finder.note("c/Rings", "") == Found(several=("b/c/Rings.md", "d/c/Rings.md"))


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("README.md", "a/README.md"),
        ("../b/README.md", "b/README.md"),
        ("b/README.md", "b/README.md"),
        ("/b/README.md", "b/README.md"),
        ("Home.md", "Home.md"),
        ("./Home.md", ""),
        ("Café.md", "e/Café.md"),
        ("../../Home.md", ""),
    ],
)
def test_an_address_counts_from_the_note_that_it_stands_in(finder: Finder, address: str, path: str) -> None:
    assert finder.note_at(address, "a").path == path


@pytest.mark.parametrize(
    ("address", "folder", "path"),
    [
        ("one.png", "a", "a/one.png"),
        ("img/one.png", "a", "img/one.png"),
        ("two.png", "a", "img/two.PNG"),
        ("paper.pdf", "", "paper.pdf"),
        ("three.png", "", ""),
    ],
)
def test_a_picture_is_found_by_its_bare_name(finder: Finder, address: str, folder: str, path: str) -> None:
    assert finder.file(address, folder).path == path


def test_a_picture_s_name_that_could_mean_several_means_none(finder: Finder) -> None:
    assert finder.file("one.png", "").several == ("img/one.png", "a/one.png")


def test_a_title_goes_before_a_path() -> None:
    finder = Finder(name_all([Card("x/y.md", "a/b", ()), Card("a/b.md", "", ())]), ())
    assert finder.note("a/b", "").path == "x/y.md"
