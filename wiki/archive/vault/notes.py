"""One file of a vault: what it says of itself, in the many ways that people write it, and its text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from wiki.archive.front_matter import Document, Value

YES = frozenset({"true", "yes", "on", "1"})
NO = frozenset({"false", "no", "off", "0"})
COMMA = re.compile(",")
BLANK_OR_COMMA = re.compile(r"[\s,]+")


class Card(NamedTuple):
    """What is remembered of a note while all the others are read."""

    path: str
    #: The title that it gives itself, or an empty one.
    given: str
    aliases: tuple[str, ...]

    @property
    def place(self) -> str:
        """The path as a link names it."""
        return place_of(self.path)

    @property
    def base(self) -> str:
        """The file's own name as a link names it."""
        return PurePosixPath(self.place).name


@dataclass(frozen=True)
class Note:
    """A note before its title is settled and its links are read."""

    card: Card
    tags: list[str]
    state: str
    body: str
    #: On which line of the file the body begins, counted from 1.
    first_line: int
    #: What nobody here has read, as it stands in the front matter.
    extra: dict[str, Value]


def is_note(path: str) -> bool:
    """Whether a file of this name is Markdown."""
    return path[-3:].lower() == ".md"


def place_of(path: str) -> str:
    """A path, composed, without the ending of a note."""
    return unicodedata.normalize("NFC", path[:-3] if is_note(path) else path)


def in_line(title: str) -> str:
    """The title composed, with single blanks between its words."""
    return " ".join(unicodedata.normalize("NFC", title).split())


def read_note(document: Document, line_breaks: int) -> Note:
    """The note in this document, whose file has so many line breaks."""
    left = dict(document.fields)
    title = left.pop("title") if isinstance(left.get("title"), str) else ""
    blank = len(document.body) - len(document.body.lstrip("\n"))
    return Note(
        card=Card(document.name, in_line(str(title)), tuple(words(left, COMMA, "aliases", "alias"))),
        tags=[tag.strip("#") for tag in words(left, BLANK_OR_COMMA, "tags", "tag") if tag.strip("#")],
        state="draft" if is_draft(document.fields) else "published",
        body=document.body.strip("\n"),
        first_line=line_breaks - document.body.count("\n") + blank + 1,
        extra=left,
    )


def words(left: dict[str, Value], between: re.Pattern[str], *names: str) -> list[str]:
    """The words under keys of these names, in any case, once each; a value of another shape is left where it is."""
    found: dict[str, None] = {}
    for key, value in list(left.items()):
        items = between.split(value) if isinstance(value, str) else value
        if key.lower() in names and isinstance(items, list) and all(isinstance(item, str) for item in items):
            found |= dict.fromkeys(" ".join(str(item).split()) for item in items)
            del left[key]
    return [word for word in found if word]


def is_draft(fields: dict[str, Value]) -> bool:
    """Whether a note says that not everyone may read it, or says of that what nobody understands."""
    said = {key.lower(): value.lower() if isinstance(value, str) else "?" for key, value in fields.items()}
    return (
        said.get("publish", "") not in {"", *YES}
        or said.get("draft", "") not in {"", *NO}
        or said.get("published") in NO
        or said.get("private") in YES
        or said.get("state") == "draft"
    )
