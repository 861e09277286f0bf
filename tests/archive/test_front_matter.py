from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.archives import archive, refusal, run
from wiki.archive.errors import ArchiveError
from wiki.archive.front_matter import read_document
from wiki.comments.models import Comment


def test_it_works() -> None:
    document = read_document("a.md", "---\nid: a\non:\n  title: b: c\n---\n\nHello.\n".replace("b: c", "'b: c'"))
    assert document.fields == {"id": "a", "on": {"title": "b: c"}}
    assert document.lines == {"id": 2, "on": 3}
    assert document.body == "\nHello.\n"


@pytest.mark.parametrize("text", ["Hello.", "\nHello.", "----\nHello.", "--- a\nHello.", "", " ---\na\n---\n"])
def test_without_an_opening_line_all_is_body(text: str) -> None:
    document = read_document("a.md", text)
    assert (document.fields, document.body) == ({}, text)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("---\n---\nHello.\n---\n", "Hello.\n---\n"),
        ("---\n# nothing\n---\nHello.", "Hello."),
        ("---\n---", ""),
        ("---  \n...\t\nHello.", "Hello."),
        ("\ufeff---\r\n---\r\nHello.\r\n", "Hello.\n"),
    ],
)
def test_front_matter_may_be_empty(text: str, body: str) -> None:
    document = read_document("a.md", text)
    assert (document.fields, document.body) == ({}, body)


@given(st.text(alphabet=st.characters(exclude_characters="\0", codec="utf-8")))
def test_a_body_is_kept_whatever_it_is(body: str) -> None:
    assert read_document("a.md", f"---\nid: a\n---\n{body}").body == body.replace("\r\n", "\n")


@given(st.text(alphabet="-.: \n\t'\"[]{}&*!|>%@`#,?ab0"))
def test_no_front_matter_is_more_than_a_refusal(text: str) -> None:
    with suppress(ArchiveError):
        read_document("a.md", f"---\n{text}\n---\n")


REFUSED = {
    "a: [": ", line 3: This is not valid YAML",
    "a: b: c": ", line 2: This is not valid YAML (mapping values are not allowed in this context)",
    "id: a\n\tb: c": ", line 3: This is not valid YAML",
    "a: one\nb: two\na: three": ", line 4: The key 'a' is here twice. Keep one of them.",
    "a: {b: 1, b: 2}": ", line 2: The key 'b' is here twice. Keep one of them.",
    "a: &b c": ", line 2: Anchors and aliases (& and *) are not read.",
    "a: &b [c]": ", line 2: Anchors and aliases (& and *) are not read.",
    "id: a\na: *b": ", line 3: Anchors and aliases (& and *) are not read.",
    "a: !!python/object/apply:os.system [ls]": ", line 2: Tags (!) are not read. Put the value in quotes.",
    "a: !!str b": ", line 2: Tags (!) are not read. Put the value in quotes.",
    "? [a]\n: b": ", line 2: A key must be a word.",
    "- a": ", line 2: The front matter must be lines of the form `key: value`.",
    "word": ", line 2: The front matter must be lines of the form `key: value`.",
    "--- {b: c}": ", line 2: ",
    "a: b\n--- {b: c}": ", line 3: A second front matter begins here. Keep one.",
    'a: b\nc: "\\0"': ", line 3: A character here cannot be kept (U+0000). Take it out.",
    'a: "\\ud800"': ", line 2: ",
    "id: a\na: \x1b[2J": ", line 3: A character here may not stand in YAML. Take it out.",
    "Ä: ä\na: \x07": ", line 3: A character here may not stand in YAML. Take it out.",
    "id: a\na: 'b\u2028c'": ", line 3: A character here passes for the end of a line (U+2028). Take it out.",
    "a: 'b\x85c'": ", line 2: A character here passes for the end of a line (U+0085). Take it out.",
    "a: b\rc: d": ", line 2: A character here passes for the end of a line (U+000D). Take it out.",
    "a: " + "[" * 9 + "]" * 9: ", line 2: Values are nested over 8 deep. Make them flatter.",
    "a: " + "x" * 65536: ", line 1: The front matter is over 64 KB. Move text into the body.",
}


@pytest.mark.django_db
@pytest.mark.parametrize("text", [text for text in REFUSED if text != "--- {b: c}"])
def test_it_is_refused_at_its_line(tmp_path: Path, text: str) -> None:
    refused = refusal(archive(tmp_path, a=f"---\n{text}\n---\nHello.\n"))
    assert f"comments/a.md{REFUSED[text]}" in refused


@pytest.mark.django_db
def test_front_matter_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    for opening in ("---", "--- "):
        refused = refusal(archive(tmp_path, a=f"{opening}\nid: a\n\nHello.\n"))
        assert "comments/a.md, line 1: The front matter has no closing line of ---. Add one." in refused


BOMBS = {
    "aliases": "a0: &a0 lol\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]\n" for n in range(1, 10)),
    "flow": "a: " + "[" * 60_000,
    "flow mapping": "a: " + "{" * 60_000,
    "pairs": "a: " + "[a: " * 15_000,
    "blocks": "- " * 30_000,
    "keys": "? " * 30_000,
    "many keys": "\n".join(f"k{n}: v" for n in range(7_000)),
    "quotes": "a: " + "''" * 30_000,
    "anchors": "a: " + "&" * 60_000,
    "tags": "a: " + "!" * 60_000,
    "commas": "a: [" + "a," * 30_000,
    "colons": "a" + ":" * 60_000,
    "fences": "x: |\n" + " ---\n" * 12_000,
    "comments": "# \n" * 20_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_front_matter_takes_long(name: str) -> None:
    start = time.process_time()
    with suppress(ArchiveError):
        read_document("a.md", f"---\n{BOMBS[name]}\n---\n")
    assert time.process_time() - start < 2


@pytest.mark.django_db
def test_windows_line_endings_are_read(tmp_path: Path) -> None:
    run(archive(tmp_path, a="---\r\nid: b\r\n---\r\n> One.\r\n\r\nTwo.\r\n"))
    assert Comment.objects.get(public_id="b").body == "> One.\n\nTwo."
