from __future__ import annotations

import unicodedata

import pytest

from wiki.archive.vault.front import read_note_document
from wiki.archive.vault.notes import Note, place_of, read_note


def note(front_matter: str, body: str = "Hello.\n") -> Note:
    text = f"---\n{front_matter}\n---\n{body}"
    return read_note(read_note_document("folder/A note.md", text), text.count("\n"))


def test_it_works() -> None:
    found = note("title: A  title\naliases: [one, two words]\ntags: [a, '#b']\ncssclasses: wide", "\n\nHello.\n\n")
    assert found.card == ("folder/A note.md", "A title", ("one", "two words"))
    assert found.tags == ["a", "b"]
    assert found.extra == {"cssclasses": "wide"}
    assert (found.body, found.first_line, found.state) == ("Hello.", 9, "published")


@pytest.mark.parametrize(
    ("front_matter", "aliases"),
    [
        ("aliases: one, two words", ("one", "two words")),
        ("Alias: one", ("one",)),
        ("aliases:\n  - one\n  - one\n  - ''", ("one",)),
        ("alias: one\naliases: [two]", ("one", "two")),
        ("aliases:", ()),
        ("aliases: []", ()),
    ],
)
def test_aliases_are_read_as_a_list_or_a_line(front_matter: str, aliases: tuple[str, ...]) -> None:
    assert note(front_matter).card.aliases == aliases
    assert note(front_matter).extra == {}


@pytest.mark.parametrize(
    "front_matter", ["tags: a, b/c", "tags: '#a #b/c'", "tag: [a, '#b/c']", "TAGS:\n- a\n- b/c\n- a"]
)
def test_tags_are_read_as_a_list_or_a_line(front_matter: str) -> None:
    assert note(front_matter).tags == ["a", "b/c"]


@pytest.mark.parametrize("front_matter", ["aliases: {a: b}", "tags: [[a]]", "title: [a]"])
def test_a_value_of_another_shape_is_kept_as_it_stands(front_matter: str) -> None:
    found = note(front_matter)
    assert (found.card.given, found.card.aliases, found.tags) == ("", (), [])
    assert len(found.extra) == 1


@pytest.mark.parametrize(
    "front_matter",
    [
        *("publish: false", "publish: no", "Publish: False", "publish: maybe", "publish: [true]"),
        *("draft: true", "draft: yes", "draft: perhaps", "private: true", "published: false", "state: draft"),
    ],
)
def test_a_note_that_may_be_private_is_a_draft(front_matter: str) -> None:
    assert note(front_matter).state == "draft"


@pytest.mark.parametrize(
    "front_matter",
    ["publish: true", "publish:", "draft: false", "draft:", "published: 2024-01-01", "private: false", "state: solid"],
)
def test_any_other_note_is_published(front_matter: str) -> None:
    assert note(front_matter).state == "published"


def test_a_decomposed_file_name_is_composed() -> None:
    assert place_of(unicodedata.normalize("NFD", "Café/Ångström.MD")) == "Café/Ångström"


def test_a_decomposed_title_is_composed() -> None:
    assert note(unicodedata.normalize("NFD", "title: Ångström")).card.given == "Ångström"
