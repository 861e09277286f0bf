"""An archive as a zip file, read in place; no name in it is ever used as a path."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
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
        self.zip, entries = opened(path)
        base = base_folder([name for name, _ in entries])
        self.entries: dict[str, zipfile.ZipInfo] = {}
        for full_name, entry in entries:
            name = full_name.removeprefix(base)
            if full_name.startswith(base) and is_ours(name):
                self.entries[name] = plain(name, entry)
        refuse_bulk(path.name, self.entries.values())
        self.names = in_order(self.entries)

    def close(self) -> None:
        self.zip.close()

    def content(self, name: str, largest: int = LARGEST) -> bytes:
        """No more is unpacked than the largest file allowed, whatever the zip claims."""
        refuse_large(name, self.entries[name].file_size, largest)
        with unpacking(name), self.zip.open(self.entries[name]) as file:
            content = file.read(largest + 1)
        refuse_large(name, len(content), largest)
        return content


def opened(path: Path) -> tuple[zipfile.ZipFile, list[tuple[str, zipfile.ZipInfo]]]:
    """The zip, and the name and entry of each of its files; refused if a name leads out of it or is there twice."""
    with unpacking(path.name):
        file = zipfile.ZipFile(path)
    entries = [(safe_name(entry), entry) for entry in file.infolist() if not entry.is_dir()]
    counts = Counter(name for name, _ in entries)
    if twice := next((name for name, count in counts.items() if count > 1), None):
        raise ArchiveError("This name is in the zip twice. Take one of them out.", name=twice)
    return file, entries


def refuse_bulk(name: str, entries: Iterable[zipfile.ZipInfo]) -> None:
    """Refuse the zip if so much is to be unpacked that a disk would suffer."""
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise ArchiveError("This unpacks to over 2 GB. Import it in parts.", name=name)


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
