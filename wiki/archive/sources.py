"""What an archive is made of, a folder or a zip alike: named files of text, none of them outside it."""

from __future__ import annotations

import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath

from wiki.archive.errors import ArchiveError
from wiki.archive.front_matter import Document, read_document

LARGEST = 1024 * 1024
MOST_FILES = 1_000_000
#: How the names of pictures end that can be kept here.
PICTURES = frozenset({"gif", "jpeg", "jpg", "png", "webp"})
FOLDERS = ("authors", "works", "comments", "pages")
#: A folder of what a page said before.
REVISIONS = re.compile(r"pages/[^/]+\.revisions/[^/]+")


class Source(ABC):
    """Named Markdown files; names use `/`, are relative, and come in order."""

    names: list[str]

    @abstractmethod
    def content(self, name: str, largest: int = LARGEST) -> bytes:
        """The bytes of one file, at most so many; raises ArchiveError where they cannot be had."""

    def close(self) -> None:  # noqa: B027 (a folder has nothing to close)
        """Let go of what is open."""

    def inside(self, folder: str) -> list[str]:
        """The names of the files in this folder."""
        return [name for name in self.names if name.startswith(f"{folder}/")]

    def read(self, name: str) -> Document:
        """One file, parted into front matter and body."""
        return read_document(name, decoded(name, self.content(name)))


def is_ours(name: str) -> bool:
    """Whether a file of this name is one that an import reads."""
    path = PurePosixPath(name)
    is_text = path.suffix == ".md" and not path.name.startswith(".")
    is_inside = len(path.parts) == 1 or (len(path.parts) == 2 and path.parts[0] in FOLDERS)
    return is_text and (is_inside or REVISIONS.fullmatch(path.as_posix()) is not None)


def is_picture(name: str) -> bool:
    """Whether a file is called as a picture that can be kept here."""
    return name.rpartition(".")[2].lower() in PICTURES


def in_order(names: Iterable[str]) -> list[str]:
    """Names in order, 2-b.md after 2.md, none of which some computer would take for another."""
    found: dict[str, str] = {}
    for name in names:
        if not name.isprintable():
            raise ArchiveError(
                "The name of this file has a character that cannot be shown. Rename it.", name=ascii(name)
            )
        folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
        if folded in found:
            raise ArchiveError(f"{found[folded]} has the same name but for case or accents. Rename one.", name=name)
        found[folded] = name
        if len(found) > MOST_FILES:
            raise ArchiveError("There are over a million files. Import them in parts.")
    return sorted(found.values(), key=lambda name: name.removesuffix(".md"))


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn the system's refusal to read a file into one that names it."""
    try:
        yield
    except OSError as error:
        raise ArchiveError(f"This cannot be read ({error.strerror}). Check who may read it.", name=name) from None


def refuse_large(name: str, size: int, largest: int) -> None:
    if size > largest:
        what = "text" if largest == LARGEST else "picture"
        problem = f"This file is over {largest // 1024**2} MB, more than any {what} may have. Split it, or take it out."
        raise ArchiveError(problem, name=name)


def decoded(name: str, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise ArchiveError("This is not UTF-8. Save the file as UTF-8 and try again.", name=name, line=line) from None
