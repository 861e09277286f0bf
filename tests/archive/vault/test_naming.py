from __future__ import annotations

import unicodedata

import pytest

from wiki.archive.vault.naming import Names, name_all
from wiki.archive.vault.notes import Card


def named(*notes: tuple[str, str] | tuple[str, str, list[str]]) -> Names:
    return name_all(Card(path, given, tuple(*aliases)) for path, given, *aliases in notes)


def plain(*paths: str) -> Names:
    return named(*((path, "") for path in paths))


def test_it_works() -> None:
    names = named(("a/One.md", ""), ("b/two.md", "Number two"))
    assert names.titles == {"a/One.md": "One", "b/two.md": "Number two"}
    assert names.remarks == names.refused == []


def test_notes_of_one_name_are_called_by_their_paths() -> None:
    assert plain("a/README.md", "b/README.md", "c.md").titles == {
        "a/README.md": "a/README",
        "b/README.md": "b/README",
        "c.md": "c",
    }


def test_one_at_the_top_keeps_its_name() -> None:
    assert plain("README.md", "b/readme.md").titles == {"README.md": "README", "b/readme.md": "b/readme"}


def test_a_title_that_is_given_goes_before_a_file_name() -> None:
    names = named(("a/x.md", "Set theory"), ("b/Set theory.md", ""))
    assert names.titles == {"a/x.md": "Set theory", "b/Set theory.md": "b/Set theory"}


def test_two_that_give_themselves_one_title_are_called_by_their_paths_and_told_of() -> None:
    names = named(("a/x.md", "Sets"), ("b/y.md", "sets"))
    assert names.titles == {"a/x.md": "a/x", "b/y.md": "b/y"}
    assert names.remarks == [
        "a/x.md: b/y.md has the title 'Sets' too, so it is called 'a/x'.",
        "b/y.md: a/x.md has the title 'sets' too, so it is called 'b/y'.",
    ]


@pytest.mark.parametrize(
    "paths", [("A.md", "a.md"), ("x/Ångström.md", unicodedata.normalize("NFD", "x/Ångström.md")), ("A_b.md", "a b.md")]
)
def test_two_files_whose_paths_are_one_title_are_left_out_and_told_of(paths: tuple[str, str]) -> None:
    names = plain(*paths, "c.md")
    assert names.titles == {"c.md": "c"}
    assert [line.split(": ", 1)[0] for line in names.refused] == list(paths)
    assert f"{paths[1]} has the same name but for case, accents or blanks. Rename one" in names.refused[0]


@pytest.mark.parametrize("base", ["A [b]", "x^2", "comment:a", "50%20", "a#b", "x" * 201])
def test_a_name_that_no_page_can_have_is_refused_with_a_way_out(base: str) -> None:
    names = plain(f"f/{base}.md", "c.md")
    assert names.titles == {"c.md": "c"}
    assert names.refused[0].endswith("Rename the file, or add a line `title: …` to its front matter.")


def test_a_title_that_no_page_can_have_gives_way_to_the_file_name() -> None:
    names = named(("a/x.md", "A [draft]"))
    assert names.titles == {"a/x.md": "x"}
    assert names.remarks[0].startswith("a/x.md: its title is not one that a page can have. A title cannot contain [")


def test_blanks_in_a_file_name_are_single_ones() -> None:
    assert plain("  A   b .md").titles == {"  A   b .md": "A b"}


def test_an_alias_is_a_note_s_own() -> None:
    names = named(("a.md", "", ["Other", "a", "other", "b", "Both", "x|y"]), ("b.md", "", ["both"]))
    assert names.aliases == {"a.md": ["Other"], "b.md": []}
    assert "a.md: the alias 'b' is left out. b.md is called so too. Keep it in one." in names.remarks
    assert "b.md: the alias 'both' is left out. a.md is called so too. Keep it in one." in names.remarks
    assert any(line.startswith("a.md: the alias 'x|y' is left out. A title cannot contain |") for line in names.remarks)


def test_ten_thousand_notes_of_one_name_are_no_trouble() -> None:
    assert len(plain(*(f"{number}/index.md" for number in range(10_000))).titles) == 10_000
