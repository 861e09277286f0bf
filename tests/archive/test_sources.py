from __future__ import annotations

import os
import struct
import unicodedata
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError

from tests.archive.archives import AUTHOR, archive, comment, refusal, run, zipped
from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db
MEGABYTE = 1024 * 1024


def packed(path: Path, files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    """A zip of an author and these files, whatever their names."""
    with zipfile.ZipFile(path, "w", method) as file:
        file.writestr("author.md", AUTHOR)
        for name, text in files.items():
            file.writestr(name, text)
    return path


def test_what_is_no_archives_business_is_not_read(tmp_path: Path) -> None:
    others = {
        "README.md": "Hello.",
        "comments/.hidden.md": "",
        "comments/a.txt": "",
        "drafts/a.md": "",
        "comments/x/y.md": "",
    }
    run(archive(tmp_path / "folder", others, a=comment()))
    assert run(zipped(tmp_path / "folder", tmp_path / "a.zip")) == "0 added, 0 changed, 2 unchanged.\n"
    assert [row.public_id for row in Comment.objects.all()] == ["a"]


def test_a_zip_made_by_macos_is_read(tmp_path: Path) -> None:
    files = {
        "mine/author.md": AUTHOR,
        "mine/comments/a.md": "Hello.",
        "__MACOSX/mine/._author.md": "\0",
        ".DS_Store": "\0",
    }
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    assert run(tmp_path / "a.zip").startswith("2 added")


def test_a_folder_may_be_named_by_a_link(tmp_path: Path) -> None:
    archive(tmp_path / "folder")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    assert run(tmp_path / "link").startswith("1 added")


def test_a_path_to_nothing_is_refused(tmp_path: Path) -> None:
    assert "nowhere: There is nothing at this path. Check it." in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize("content", [b"", b"Hello.", b"PK\x03\x04 and so on"])
def test_what_is_neither_a_folder_nor_a_zip_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file.zip").write_bytes(content)
    assert "file.zip: This is neither a folder nor a whole zip file." in refusal(tmp_path / "file.zip")


def test_an_archive_without_its_author_is_refused(tmp_path: Path) -> None:
    (tmp_path / "comments").mkdir()
    assert "There is no author.md. Give the folder that holds it" in refusal(tmp_path)


def test_a_link_to_a_file_is_refused(tmp_path: Path) -> None:
    archive(tmp_path, a=comment())
    (tmp_path / "comments/b.md").symlink_to("/etc/passwd")
    assert "comments/b.md: This is a symbolic link or a special file. Put a plain file here." in refusal(tmp_path)


def test_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    archive(tmp_path / "elsewhere", a=comment())
    archive(tmp_path / "folder")
    (tmp_path / "folder/comments").symlink_to(tmp_path / "elsewhere/comments")
    assert "comments: This is a symbolic link. Put the folder itself here." in refusal(tmp_path / "folder")


@pytest.mark.parametrize("name", ["author.md", "comments/b.md"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    archive(tmp_path, a=comment())
    (tmp_path / name).unlink(missing_ok=True)
    os.mkfifo(tmp_path / name)
    assert f"{name}: This is a symbolic link or a special file." in refusal(tmp_path)


def test_a_folder_named_like_a_file_is_refused(tmp_path: Path) -> None:
    archive(tmp_path, a=comment())
    (tmp_path / "comments/b.md").mkdir()
    assert "comments/b.md: This is a symbolic link or a special file." in refusal(tmp_path)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read_bytes(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    archive(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert "author.md: This cannot be read (Permission denied). Check who may read it." in refusal(tmp_path)


def test_fifty_megabytes_are_refused_unread(tmp_path: Path) -> None:
    archive(tmp_path, a=comment())
    with (tmp_path / "comments/b.md").open("wb") as file:
        file.truncate(50 * MEGABYTE)
    assert "comments/b.md: This file is over 1 MB, more than any text may have. Split it" in refusal(tmp_path)


def test_what_is_not_utf8_is_refused_at_its_line(tmp_path: Path) -> None:
    archive(tmp_path)
    (tmp_path / "comments").mkdir()
    (tmp_path / "comments/a.md").write_bytes(b"One.\nTwo.\nGr\xfc\xdfe.\n")
    assert "comments/a.md, line 3: This is not UTF-8. Save the file as UTF-8 and try again." in refusal(tmp_path)


def test_a_character_that_no_database_keeps_is_refused_at_its_line(tmp_path: Path) -> None:
    refused = refusal(archive(tmp_path, a=comment("One.\nTwo\0.", id="a")))
    assert "comments/a.md, line 5: A character here cannot be kept (U+0000)." in refused


@pytest.mark.parametrize("names", [("a", "A"), ("é", unicodedata.normalize("NFD", "é")), ("ß", "SS"), ("ǰ", "J̌")])
def test_names_that_some_computers_take_for_one_are_refused(tmp_path: Path, names: tuple[str, str]) -> None:
    files = {f"comments/{name}.md": comment(id=f"id{index}") for index, name in enumerate(names)}
    assert "has the same name but for case or accents. Rename one." in refusal(archive(tmp_path / "folder", files))
    assert "has the same name but for case or accents. Rename one." in refusal(packed(tmp_path / "a.zip", {**files}))


@pytest.mark.parametrize("name", ["a\u202eb", "a\nb", "a\x1b[2Jb"])
def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path, name: str) -> None:
    refused = refusal(archive(tmp_path, {f"comments/{name}.md": comment(id="a")}))
    assert "The name of this file has a character that cannot be shown. Rename it." in refused
    assert refused.isprintable()


def test_a_name_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    archive(tmp_path)
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md")).write_text("Hello.")
    assert "'\\udcff.md': The name of this file has a character that cannot be shown." in refusal(tmp_path)


@pytest.mark.parametrize(
    "name", ["../a.md", "comments/../../a.md", "/etc/a.md", "comments\\a.md", "C:/a.md", "c:a.md", ".."]
)
def test_a_name_that_leads_out_of_a_zip_is_refused(tmp_path: Path, name: str) -> None:
    assert f"{name!a}: This name leads out of the archive." in refusal(packed(tmp_path / "a.zip", {name: "Hello."}))


@pytest.mark.parametrize("mode", [0o120777, 0o010644, 0o020644])
def test_a_link_or_a_device_in_a_zip_is_refused(tmp_path: Path, mode: int) -> None:
    entry = zipfile.ZipInfo("comments/a.md")
    entry.create_system, entry.external_attr = 3, mode << 16
    packed(tmp_path / "a.zip", {})
    with zipfile.ZipFile(tmp_path / "a.zip", "a") as file:
        file.writestr(entry, "/etc/passwd")
    assert "comments/a.md: This is a symbolic link or a special file." in refusal(tmp_path / "a.zip")


@pytest.mark.parametrize("second", ["comments/a.md", "comments/./a.md", "comments//a.md"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_twice_in_a_zip_is_refused(tmp_path: Path, second: str) -> None:
    packed(tmp_path / "a.zip", {"comments/a.md": "One."})
    with zipfile.ZipFile(tmp_path / "a.zip", "a") as file:
        file.writestr(second, "Two.")
    assert "comments/a.md: This name is in the zip twice. Take one of them out." in refusal(tmp_path / "a.zip")


def test_fifty_megabytes_of_zeros_in_a_zip_are_refused_unread(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"comments/a.md": bytes(50 * MEGABYTE)})
    assert path.stat().st_size < MEGABYTE / 4
    assert "comments/a.md: This file is over 1 MB" in refusal(path)


def test_an_entry_that_claims_to_be_small_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"comments/a.md": bytes(50 * MEGABYTE)})
    path.write_bytes(path.read_bytes().replace(struct.pack("<L", 50 * MEGABYTE), struct.pack("<L", 100)))
    assert "comments/a.md: This cannot be unpacked (Bad CRC-32" in refusal(path)


def test_many_entries_that_unpack_to_too_much_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.archive.zips.MOST_BYTES", 1000)
    assert "a.zip: This unpacks to over 2 GB." in refusal(packed(tmp_path / "a.zip", {"comments/a.md": "x" * 1000}))


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wiki.archive.sources.MOST_FILES", 2)
    assert "There are over a million files." in refusal(archive(tmp_path, a=comment(), b=comment()))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_cannot_be_bounded_is_refused(tmp_path: Path, method: int) -> None:
    refused = refusal(packed(tmp_path / "a.zip", {}, method))
    assert "author.md: This is packed in a way that is not read. Make the zip with ordinary compression." in refused


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", {"comments/a.md": "Hello."})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + offset] |= 1
            start = content.find(mark, start + 1)
    path.write_bytes(content)
    assert "author.md: This is encrypted. Make the zip without a password." in refusal(path)


def test_a_truncated_zip_is_refused(tmp_path: Path) -> None:
    content = packed(tmp_path / "whole.zip", {"comments/a.md": "Hello. " * 100}).read_bytes()
    for length in range(0, len(content), 7):
        (tmp_path / "a.zip").write_bytes(content[:length])
        refusal(tmp_path / "a.zip")


def test_a_zip_with_its_middle_cut_out_is_refused(tmp_path: Path) -> None:
    content = packed(tmp_path / "whole.zip", {"comments/a.md": "Hello. " * 100}).read_bytes()
    for length in range(1, 200, 7):
        (tmp_path / "a.zip").write_bytes(content[:20] + content[20 + length :])
        refusal(tmp_path / "a.zip")


def test_no_damage_to_a_zip_is_more_than_a_refusal(tmp_path: Path) -> None:
    content = packed(tmp_path / "whole.zip", {"comments/a.md": "Hello. " * 100}).read_bytes()
    refused = 0
    for at in range(len(content)):
        (tmp_path / "a.zip").write_bytes(content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :])
        try:
            run(tmp_path / "a.zip")
        except CommandError:
            refused += 1
    assert refused > len(content) / 2
