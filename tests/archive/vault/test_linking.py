from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest

from tests.archive.vault.vaults import STORED, body, read

NOTES: dict[str, str | bytes] = {
    "folder/Note.md": "",
    "a/README.md": "",
    "b/README.md": "",
    "C#.md": "",
    "x/tcp.md": "---\ntitle: TCP/IP\n---\n",
    "Café.md": "",
    "Other.md": "---\naliases: [Alias]\n---\n",
    "img/pic.png": b"",
    "img/paper.pdf": b"",
}


def linked(root: Path, text: str) -> str:
    said: str = read(root, {**NOTES, "n.md": text})[0]["n.md"]["body"]
    return said


AS_WRITTEN = [
    "[[Note]] [[note|words]] [[Note#A heading]] [[Note#^block]] [[Note|]]",
    "![[Note]] ![[Note#A]] [[Alias]] [[TCP/IP]] [[C#]] [[C##Syntax]]",
    "[[]] [[ ]] [[#]] [[#Here]] [here](#here)",
    "`[[folder/Note]]` \\[[folder/Note]]\n\n    [[folder/Note]]\n\n```\n[[folder/Note]]\n```\n\n$[[folder/Note]]$",
    "[a](https://example.org/Note.md) <https://example.org/Note.md> [b](mailto:a@example.org)",
    "[a](//example.org/Note.md) [a](Note.md?raw=1) ![a](https://example.org/pic.png)",
    "[[comment:k3f9x2ab7q]] [[work:note]] [[gone]] ![[gone]] [words](nothing) [words](/wiki/note/)",
    "==mark== text ^block\n\n> [!note]- Title\n> inside\n\n```dataview\nLIST FROM [[folder/Note]]\n```",
    "key:: value\n\n[^1]: note\n\n- [ ] task\n\n2^n x ^2",
    unicodedata.normalize("NFD", "[[Café]]"),
    "[[a\nb]]",
]


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_what_means_the_same_in_the_wiki_stays_as_written(tmp_path: Path, text: str) -> None:
    assert linked(tmp_path, text) == text


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("[[folder/Note]]", "[[Note|folder/Note]]"),
        ("[[folder/Note.md]]", "[[Note|folder/Note.md]]"),
        ("[[folder/Note|words *here*]]", "[[Note|words *here*]]"),
        ("[[folder/Note#A heading]]", "[[Note#A heading|folder/Note#A heading]]"),
        ("[[folder/Note#^block|b]]", "[[Note#^block|b]]"),
        ("![[folder/Note#A]]", "![[Note#A]]"),
        ("[[./folder/Note]]", "[[Note|./folder/Note]]"),
        ("[[tcp]]", "[[TCP/IP|tcp]]"),
        ("[words](folder/Note.md)", "[[Note|words]]"),
        ("[words](Note.md)", "[[Note|words]]"),
        ("[words](<folder/Note.md>)", "[[Note|words]]"),
        ("[Note](folder/Note.md)", "[[Note]]"),
        ("[Note#A](folder/Note.md#A)", "[[Note#A]]"),
        ("[w](folder/Note.md#A%20heading)", "[[Note#A heading|w]]"),
        ("[](Note.md)", "[[Note]]"),
        ("[w](folder/Note)", "[[Note|w]]"),
        ("[w](C%23.md)", "[[C#|w]]"),
        ("[w](Caf%C3%A9.md)", "[[Café|w]]"),
        ("[a *b* `c`](Note.md)", "[[Note|a *b* `c`]]"),
        ("[\\*w](Note.md)", "[[Note|\\*w]]"),
        ('[w](Note.md "a tip")', "[[Note|w]] (a tip)"),
        ("[w][r]\n\n[r]: folder/Note.md", "[[Note|w]]\n\n[r]: folder/Note.md"),
        ("[Page](Page%20name.md)", "[[Page name|Page]]"),
        ("[w](../outside/Gone.md#H)", "[[outside/Gone#H|w]]"),
        ("é [w](Note.md) é [w](Note.md) é", "é [[Note|w]] é [[Note|w]] é"),
        ("# A [w](Note.md)\n\n> [w](Note.md)\n\n- [w](Note.md)", "# A [[Note|w]]\n\n> [[Note|w]]\n\n- [[Note|w]]"),
        ("costs $5, see [[tcp]] and $6", "costs $5, see [[TCP/IP|tcp]] and $6"),
        ("| a |\n|---|\n| [[folder/Note]] [w](Note.md) |", "| a |\n|---|\n| [[Note\\|folder/Note]] [[Note\\|w]] |"),
        ("| a |\n|---|\n| [[folder/Note\\|w]] |", "| a |\n|---|\n| [[Note\\|w]] |"),
    ],
)
def test_a_link_keeps_its_meaning_and_its_words(tmp_path: Path, text: str, becomes: str) -> None:
    assert linked(tmp_path, text) == becomes


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("![[pic.png]]", "![[stored.png]]"),
        ("![[img/pic.png|300x200]]", "![[stored.png|300x200]]"),
        ("![alt *x*](img/pic.png)", f"![alt *x*]({STORED})"),
        ('![a](pic.png "a \\"b\\"")', f'![a]({STORED} "a \\"b\\"")'),
        ("![a][p]\n\n[p]: img/pic.png", f"![a]({STORED})\n\n[p]: img/pic.png"),
        ("[see](img/pic.png)", f"[see]({STORED})"),
        ("[[pic.png]] [[pic.png|see]]", f"[pic.png]({STORED}) [see]({STORED})"),
        ("[![a](img/pic.png)](https://example.org)", f"[![a]({STORED})](https://example.org)"),
        ("| a |\n|---|\n| ![[pic.png\\|30]] |", "| a |\n|---|\n| ![[stored.png\\|30]] |"),
    ],
)
def test_a_picture_is_named_as_it_is_stored(tmp_path: Path, text: str, becomes: str) -> None:
    assert linked(tmp_path, text) == becomes


def test_a_link_counts_from_its_own_folder(tmp_path: Path) -> None:
    pages, findings = read(tmp_path, {**NOTES, "a/n.md": "[r](README.md) [s](../b/README.md) [[./README]]"})
    assert pages["a/n.md"]["body"] == "[[a/README|r]] [[b/README|s]] [[a/README|./README]]"
    assert findings.ambiguous == []


def test_a_name_that_could_mean_several_is_told_with_its_line_and_left(tmp_path: Path) -> None:
    text = "---\ntags: a\n---\n\n%%two\nlines%%\n[[README]]\n\n[r](README.md)"
    pages, findings = read(tmp_path, {**NOTES, "n.md": text})
    assert pages["n.md"]["body"].endswith("[[README]]\n\n[r](README.md)")
    assert findings.ambiguous == [
        "n.md, line 7: [[README]] could be a/README.md or b/README.md. Write the path.",
        "n.md, line 9: [r](README.md) could be a/README.md or b/README.md. Write the path.",
    ]


def test_links_to_pages_that_are_not_there_are_counted(tmp_path: Path) -> None:
    _, findings = read(tmp_path, {"n.md": "[[gone]] [[gone#A|b]] ![[lost]] [w](lost.md) [[n]] [x](mail)"})
    assert findings.missing == {"gone": 2, "lost": 2}


def test_words_first_as_some_wikis_have_it_are_told_of(tmp_path: Path) -> None:
    _, findings = read(tmp_path, {**NOTES, "n.md": "[[some words|Note]]\n[[Note|some words]]\n[[a|b]]"})
    assert findings.words_first == ["n.md, line 1: [[some words|Note]]"]


def test_a_link_that_double_brackets_cannot_hold_is_left_and_told_of(tmp_path: Path) -> None:
    text = "[![a](img/pic.png)](Note.md)\n[a \\[b\\]](Note.md)\n[w](Note.md#a|b)\n[w](x%5B1%5D.md)"
    pages, findings = read(tmp_path, {**NOTES, "n.md": text})
    assert pages["n.md"]["body"] == text.replace("img/pic.png", STORED)
    assert [line.partition(":")[0] for line in findings.kept_links] == [f"n.md, line {line}" for line in (1, 2, 3, 4)]


def test_a_picture_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    pages, findings = read(tmp_path, {**NOTES, "n.md": "![a](gone.png) [b](gone.png)"})
    assert pages["n.md"]["body"] == "![a](gone.png) [b](gone.png)"
    assert findings.pictures == ["n.md, line 1: gone.png is not in the vault."]


def test_what_else_is_found_is_counted(tmp_path: Path) -> None:
    text = "# Head\n\n#tag and #a/b, C#, #12, `#no`, [#no](n.md)\n\n```dataview\nLIST\n```\n\n%%x%%"
    pages, findings = read(tmp_path, {"n.md": text})
    assert findings.hashtags == {"#tag": 1, "#a/b": 1}
    assert (findings.queries, findings.comments) == (1, 1)
    assert pages["n.md"]["extra"] == {"vault_path": "n.md", "vault_comments": ["x"]}


def test_what_a_comment_says_is_in_no_public_field(tmp_path: Path) -> None:
    pages, findings = read(tmp_path, {"n.md": "a %%secret [[secret]] ![[secret.png]] #secret%%\n\n<!-- secret -->"})
    assert pages["n.md"].pop("extra") == {
        "vault_path": "n.md",
        "vault_comments": ["secret [[secret]] ![[secret.png]] #secret", "secret"],
    }
    assert "secret" not in str(pages)
    assert "secret" not in str(findings)


@pytest.mark.parametrize(
    "text", ["[[a", "[[folder/Note]]", "[w](Note.md) ", "![[pic.png]]", "[", "[[README]]\n", "![a]("]
)
def test_no_text_takes_long(tmp_path: Path, text: str) -> None:
    start = time.process_time()
    read(tmp_path, {**NOTES, "n.md": text * (100_000 // len(text))})
    assert time.process_time() - start < 5


def test_a_text_that_cannot_be_shown_is_left_out_and_told_of(tmp_path: Path) -> None:
    pages, findings = read(tmp_path, {"n.md": "> " * 200 + "a", "o.md": "b"})
    assert list(pages) == ["o.md"]
    assert findings.refused[0].startswith("n.md: This is nested ")


def test_the_text_around_a_link_is_kept(tmp_path: Path) -> None:
    assert body(tmp_path, "\n\n a\t[[m]]  \n\n\n* b\n\n\n", m="") == " a\t[[m]]  \n\n\n* b"
