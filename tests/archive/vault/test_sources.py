from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tests.archive.vault.vaults import read, vault
from wiki.archive.errors import ArchiveError
from wiki.archive.opening import open_source
from wiki.archive.vault.reading import Reader
from wiki.archive.vault.sources import Vault, VaultZip

FILES: dict[str, str | bytes] = {
    "a.md": "A.",
    "b/c/d.MD": "D.",
    "b/pic.PNG": b"",
    "b/paper.pdf": b"",
    ".obsidian/app.md": "no",
    ".git/x.md": "no",
    ".trash/y.md": "no",
    "b/node_modules/z.md": "no",
    "b/.hidden.md": "no",
}


def opened(path: Path) -> Vault:
    source = open_source(path)
    assert isinstance(source, Vault)
    return source


def packed(path: Path, files: dict[str, str | bytes], *, under: str = "") -> Path:
    """A zip of these files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(under + name, content)
    return path


@pytest.mark.parametrize("under", [None, "", "vault/"])
def test_it_works_as_a_folder_and_as_a_zip(tmp_path: Path, under: str | None) -> None:
    zipped = under is not None
    path = packed(tmp_path / "v.zip", FILES, under=under or "") if zipped else vault(tmp_path / "v", FILES)
    source = opened(path)
    assert (source.names, source.pictures, source.others) == (["a.md", "b/c/d.MD"], ["b/pic.PNG"], ["b/paper.pdf"])
    assert source.content("b/c/d.MD") == b"D."
    assert source.refused == []
    source.close()


@pytest.mark.parametrize("mark", ["author.md", "archive.json"])
def test_an_archive_says_that_it_is_one(tmp_path: Path, mark: str) -> None:
    files: dict[str, str | bytes] = {mark: "", "a.md": ""}
    assert not isinstance(open_source(vault(tmp_path / "a", files)), Vault)
    assert not isinstance(open_source(packed(tmp_path / "a.zip", files)), Vault)
    assert not isinstance(open_source(packed(tmp_path / "b.zip", files, under="mine/")), Vault)


def test_a_note_about_an_author_makes_no_archive(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"people/author.md": "", "a.md": ""}
    assert opened(vault(tmp_path / "v", files)).names == ["a.md", "people/author.md"]
    assert opened(packed(tmp_path / "v.zip", files)).names == ["a.md", "people/author.md"]


def test_a_folder_without_any_note_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"There is no author\.md\..* There is no other Markdown either"):
        open_source(vault(tmp_path, {"a.txt": "A."}))


def test_links_and_special_files_are_left_out_and_told_of(tmp_path: Path) -> None:
    vault(tmp_path / "elsewhere", {"secret.md": "Secret."})
    path = vault(tmp_path / "v", {"a.md": "A."})
    (path / "link.md").symlink_to(tmp_path / "elsewhere/secret.md")
    (path / "folder").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(path / "pipe.md")
    source = opened(path)
    assert source.names == ["a.md"]
    assert sorted(line.partition(":")[0] for line in source.refused) == ["folder", "link.md", "pipe.md"]


def test_a_link_in_a_zip_is_left_out_and_told_of(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("link.md")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(packed(tmp_path / "v.zip", {"a.md": "A."}), "a") as file:
        file.writestr(entry, "/etc/passwd")
    source = opened(tmp_path / "v.zip")
    assert source.names == ["a.md"]
    assert source.refused == ["link.md: This is a symbolic link or a special file. Put a plain file here."]
    source.close()


def test_a_name_that_cannot_be_shown_is_left_out_and_told_of(tmp_path: Path) -> None:
    path = vault(tmp_path, {"a.md": "A.", "b\u202ec.md": "B."})
    Path(os.fsdecode(os.fsencode(path) + b"/\xff.md")).write_text("Hello.")
    source = opened(path)
    assert source.names == ["a.md"]
    assert len(source.refused) == 2
    assert all(line.isprintable() for line in source.refused)


def test_what_cannot_be_read_as_text_is_left_out_and_told_of(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "a.md": "A.",
        "large.md": "x" * (1024**2 + 1),
        "latin.md": b"\nGr\xfc",
        "nul.md": b"\0",
    }
    pages, findings = read(tmp_path, {**files, "front.md": "---\npublish: false\na: [\n---\nsecret"})
    assert list(pages) == ["a.md"]
    assert [line.split(": ", 1)[0] for line in findings.refused] == [
        "front.md, line 4",
        "large.md",
        "latin.md, line 2",
        "nul.md, line 1",
    ]


def test_a_name_that_leads_out_of_a_zip_refuses_the_whole(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="leads out of the archive"):
        open_source(packed(tmp_path / "v.zip", {"a.md": "", "../b.md": ""}))


@pytest.mark.parametrize("zipped", [False, True])
def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, zipped: bool) -> None:
    monkeypatch.setattr("wiki.archive.vault.sources.MOST_FILES", 3)
    path = packed(tmp_path / "v.zip", FILES) if zipped else vault(tmp_path / "v", FILES)
    with pytest.raises(ArchiveError, match="There are over a million files"):
        open_source(path)


def test_folders_may_be_nested_deeply(tmp_path: Path) -> None:
    name = "/".join(["d"] * 1000) + "/n.md"
    source = VaultZip(packed(tmp_path / "v.zip", {name: "[[n]]", "o.md": "[[n]]"}))
    reader = Reader(source, lambda path: "")
    assert [fields["title"] for _, fields in reader.pages()] == ["n", "o"]
    source.close()


def test_a_large_picture_may_be_read_where_a_text_may_not(tmp_path: Path) -> None:
    source = opened(vault(tmp_path, {"a.md": "", "p.png": b"x" * (2 * 1024**2)}))
    assert len(source.content("p.png", 3 * 1024**2)) == 2 * 1024**2
    with pytest.raises(ArchiveError, match=r"p\.png: This file is over 1 MB, more than any text may have"):
        source.content("p.png")
    with pytest.raises(ArchiveError, match=r"p\.png: This file is over 1 MB, more than any picture may have"):
        source.content("p.png", 1024**2 + 1)
