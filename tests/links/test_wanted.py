"""What a writer means by the words between double brackets."""

from __future__ import annotations

import pytest

from wiki.links.wanted import wanted

MEANT = [
    ("Page", [("page", "page", "")]),
    (" Some  Page ", [("page", "some page", "")]),
    ("Page#Heading", [("page", "page", "Heading")]),
    ("#Heading", [("page", "", "Heading")]),
    ("Page#A#B", [("page", "page", "A#B")]),
    ("Page##A", [("page", "page#", "A"), ("page", "page", "A")]),
    ("Page#^id-1", [("page", "page", "^id-1")]),
    ("#^id", [("page", "", "^id")]),
    ("C#", [("page", "c#", "")]),
    ("C##Syntax", [("page", "c#", "Syntax"), ("page", "c", "Syntax")]),
    ("C# ", [("page", "c#", "")]),
    ("TCP/IP", [("page", "tcp/ip", "")]),
    ("2001: A Space Odyssey", [("page", "2001: a space odyssey", "")]),
    ("http://example.org/", [("page", "http://example.org/", "")]),
    ("comment:k3f9x2ab7q", [("comment", "k3f9x2ab7q", "")]),
    ("comment:AbC", [("comment", "AbC", "")]),
    ("Comment: AbC", [("comment", "AbC", "")]),
    ("comment:abc#Second point", [("comment", "abc", "Second point")]),
    ("work:notes-on-the-engine", [("work", "notes-on-the-engine", "")]),
    ("works:x", [("page", "works:x", "")]),
    ("pic.png", [("picture", "pic.png", ""), ("page", "pic.png", "")]),
    ("Pic.JPEG", [("picture", "Pic.JPEG", ""), ("page", "pic.jpeg", "")]),
    (".png", [("page", ".png", "")]),
    ("readme.md", [("page", "readme.md", "")]),
]


@pytest.mark.parametrize(("target", "meant"), MEANT)
def test_a_target_is_a_thing_and_a_part_of_it(target: str, meant: list[tuple[str, str, str]]) -> None:
    assert [(one.kind, one.key, one.part) for one in wanted(target)] == meant


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("P#Wi-Fi 2.4 vs 5.0", "wifi24vs50"),
        ("P#wifi 2 4 vs 5 0", "wifi24vs50"),
        ("P#she/her", "sheher"),
        ("P#A#B", "b"),
        ("P#^Id-1", "^Id-1"),
        ("P#A#^id", "^id"),
        ("P", ""),
    ],
)
def test_a_part_is_compared_without_case_spaces_and_punctuation(target: str, name: str) -> None:
    assert wanted(target)[0].part_key == name


def test_the_title_stays_as_it_was_written_for_whoever_makes_that_page() -> None:
    assert [one.title for one in wanted("Café  au lait##Milk")] == ["Café au lait#", "Café au lait"]
