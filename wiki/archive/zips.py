"""An archive as a zip file, read in place; no name in it is ever used as a path."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from wiki.archive.errors import ArchiveError
from wiki.archive.sources import LARGEST, Source, in_order, is_ours, refuse_large

MOST_BYTES = 2 * 1024**3
ENCRYPTED = 1
# The others unpack without a limit on how much at once.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# All that zipfile was seen to raise on broken files.
BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, OverflowError)


class Zip(Source):
    """The files of a zip, or of the one folder in it that holds author.md."""

    def __init__(self, path: Path) -> None:
        with unpacking(path.name):
            self.zip = zipfile.ZipFile(path)
        entries = [(safe_name(entry), entry) for entry in self.zip.infolist() if not entry.is_dir()]
        base = base_folder([name for name, _ in entries])
        self.entries: dict[str, zipfile.ZipInfo] = {}
        for full_name, entry in entries:
            name = full_name.removeprefix(base)
            if not full_name.startswith(base) or not is_ours(name):
                continue
            if name in self.entries:
                raise ArchiveError("This name is in the zip twice. Take one of them out.", name=name)
            self.entries[name] = plain(name, entry)
        if sum(entry.file_size for entry in self.entries.values()) > MOST_BYTES:
            raise ArchiveError("This unpacks to over 2 GB. Import it in parts.", name=path.name)
        self.names = in_order(self.entries)

    def close(self) -> None:
        self.zip.close()

    def content(self, name: str) -> bytes:
        """No more is unpacked than the largest file allowed, whatever the zip claims."""
        refuse_large(name, self.entries[name].file_size)
        with unpacking(name), self.zip.open(self.entries[name]) as file:
            content = file.read(LARGEST + 1)
        refuse_large(name, len(content))
        return content


@contextmanager
def unpacking(name: str) -> Iterator[None]:
    """Turn what a broken zip makes of its reader into a refusal that names the file."""
    try:
        yield
    except BROKEN as error:
        raise ArchiveError(f"This cannot be unpacked ({error}). Make the zip anew.", name=name) from None


def safe_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name without detours; one that would lead out of the zip refuses the whole of it."""
    name = entry.filename
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or re.match(r"[A-Za-z]:", name):
        raise ArchiveError(
            "This name leads out of the archive. Make the zip anew from inside the folder.", name=ascii(name)
        )
    return path.as_posix()


def base_folder(names: list[str]) -> str:
    """The one folder, with its slash, that holds author.md, when a whole folder was zipped; else nothing."""
    bases = [name.removesuffix("author.md") for name in names if re.fullmatch(r"([^/]+/)?author\.md", name)]
    return bases[0] if len(bases) == 1 else ""


def plain(name: str, entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """The entry, if it is an ordinary file in an ordinary packing."""
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        raise ArchiveError("This is a symbolic link or a special file. Put a plain file here.", name=name)
    if entry.flag_bits & ENCRYPTED:
        raise ArchiveError("This is encrypted. Make the zip without a password.", name=name)
    if entry.compress_type not in METHODS:
        raise ArchiveError(
            "This is packed in a way that is not read. Make the zip with ordinary compression.", name=name
        )
    return entry
