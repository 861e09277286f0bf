from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.archive.errors import ArchiveError
from wiki.archive.vault.front import read_note_document


def test_it_works() -> None:
    document = read_note_document("a.md", "---\ntags: [a, b]\n---\nHello.\n")
    assert (document.fields, document.body) == ({"tags": ["a", "b"]}, "Hello.\n")


ALL_BODY = [
    "Hello.",
    "",
    "---",
    "---\n",
    "---\n\nA rule, and no second one.\n",
    "---\nprose between two rules\n---\nmore\n",
    "---\n- a list\n- of two\n---\n",
    "---\nword\n---\n",
    "---\n---\nnothing between\n",
    "---\n# only a remark\n---\n",
    "---\n'quoted'\n---\n",
    "---\n[a, b]\n---\n",
    "---\n> a quotation\n---\n",
    "---\n*emphasis* and: a colon\n---\n",
    "----\na: b\n----\n",
    "--- \na: b\n---\n",
    " ---\na: b\n---\n",
    "\n---\na: b\n---\n",
    "+++\na = 1\n+++\n",
]


@pytest.mark.parametrize("text", ALL_BODY)
def test_what_is_not_plainly_front_matter_is_body(text: str) -> None:
    document = read_note_document("a.md", text)
    assert (document.fields, document.body) == ({}, text)


@pytest.mark.parametrize(
    ("text", "fields", "body"),
    [
        ("---\na: b\n...\nHello.", {"a": "b"}, "Hello."),
        ("\ufeff---\r\na: b\r\n---\r\nHello.\r\n", {"a": "b"}, "Hello.\n"),
        ("---\nno: yes\non: off\n1: 2\n~: null\n---\n", {"no": "yes", "on": "off", "1": "2", "~": "null"}, ""),
        (
            "---\ndate: 2026-01-01\nat: 2026-01-01T10:00:00Z\n---\n",
            {"date": "2026-01-01", "at": "2026-01-01T10:00:00Z"},
            "",
        ),
        ("---\n\n# a remark\n'a b': c\n---\n", {"a b": "c"}, ""),
        ("---\n{a: b}\n---\nHello.", {"a": "b"}, "Hello."),
    ],
)
def test_front_matter_is_read_as_text(text: str, fields: dict[str, str], body: str) -> None:
    document = read_note_document("a.md", text)
    assert (document.fields, document.body) == (fields, body)


REFUSED = {
    "publish: false\na: [": ", line 4: This is not valid YAML",
    "a: &b [c]\nd: *b": ", line 2: Anchors and aliases (& and *) are not read.",
    "a: *b": ", line 2: Anchors and aliases (& and *) are not read.",
    "a: b\na: c": ", line 3: The key 'a' is here twice.",
    "a: !!python/object:os.system b": ", line 2: Tags (!) are not read.",
    "publish: false\nb: " + "x" * 65536: ", line 1: The front matter is over 64 KB.",
    "draft: true\nnot a key": ", line 4: This is not valid YAML",
    "draft: b: c": ", line 2: This is not valid YAML",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_begins_like_front_matter_and_is_broken_is_refused_at_its_line(text: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        read_note_document("a.md", f"---\n{text}\n---\nHello.\n")
    assert f"a.md{REFUSED[text]}" in str(caught.value)


@given(st.text(alphabet="-.:ab \n#'\"[]{}&*!|>", max_size=60))
def test_not_a_character_disappears(text: str) -> None:
    source = f"---\n{text}"
    try:
        document = read_note_document("a.md", source)
    except ArchiveError:
        return
    assert source.endswith(document.body)
    head = source.removesuffix(document.body)
    assert head == "" or (document.fields and head.startswith("---\n") and head.rstrip().endswith(("---", "...")))
