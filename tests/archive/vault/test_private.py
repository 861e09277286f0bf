from __future__ import annotations

import time

import pytest

from wiki.archive.vault.private import Parted


def parted(text: str) -> tuple[str, list[str]]:
    found = Parted(text.encode())
    return found.text.decode(), found.comments


@pytest.mark.parametrize(
    ("text", "public", "comments"),
    [
        ("a %%b%% c", "a  c", ["b"]),
        ("%%\nfor\n\nme\n%%\nfor all", "\nfor all", ["for\n\nme"]),
        ("a\n\nb %%c\n\nd%% e", "a\n\nb  e", ["c\n\nd"]),
        ("<!-- a --> b <!--c\nd--> e", " b  e", ["a", "c\nd"]),
        ("é %%ü%% ö", "é  ö", ["ü"]),
        ("- a %%b%%\n- c", "- a \n- c", ["b"]),
        ("> %%a%% b", ">  b", ["a"]),
        ("%%a%% %%b%%", " ", ["a", "b"]),
        ("%%%%", "", [""]),
        ("%% `a %% b ` c", " b ` c", ["`a"]),
        ("%%\n```\n%%\nb %%c%% d", "\nb  d", ["```", "c"]),
        ("| a %%b%% |\n|---|\n| c |", "| a  |\n|---|\n| c |", ["b"]),
    ],
)
def test_comments_are_taken_out(text: str, public: str, comments: list[str]) -> None:
    assert parted(text) == (public, comments)


@pytest.mark.parametrize(
    "text",
    ["`%%a%%`", "```\n%%a%%\n```\n", "a\n\n    %%a%%\n", "$a %% b %% c$", "$$\na %% b\n%% c\n$$", "`<!-- a -->`"],
)
def test_in_code_and_formulas_nothing_is_a_comment(text: str) -> None:
    assert parted(text) == (text, [])


@pytest.mark.parametrize("mark", ["%%", "<!--"])
def test_a_comment_that_is_never_closed_is_private_to_the_end(mark: str) -> None:
    assert parted(f"a\n{mark} b\n\nc") == ("a\n", ["b\n\nc"])
    assert parted(f"a\n> {mark} b") == ("a\n> ", ["b"])


def test_a_mark_amid_a_line_that_nothing_closes_is_no_comment() -> None:
    assert parted("It is 100%% sure.\n\nMore <!-- of it.") == ("It is 100%% sure.\n\nMore <!-- of it.", [])


def test_each_place_knows_its_line_in_the_whole_text() -> None:
    text = "one\n%%two\nthree%% three\n\n%%\nsix\n%%\neight é\nnine"
    found = Parted(text.encode())
    for word, line in (("one", 0), (" three", 2), ("eight", 7), ("nine", 8)):
        assert found.line(found.text.index(word.encode())) == line


@pytest.mark.parametrize(
    "text", ["%%a%%", "a%% `", "`%%", "a <!--", "%%\n```\n%%\n", "%% `a %% ", "> %%", "    %%a\n\n"]
)
def test_no_text_takes_long(text: str) -> None:
    start = time.process_time()
    Parted(text.encode() * (200_000 // len(text)))
    assert time.process_time() - start < 5
