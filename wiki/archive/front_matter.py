"""Split a file into its front matter, read as strings, and its Markdown body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import yaml

from wiki.archive.errors import ArchiveError
from wiki.markup.errors import MarkupError

LONGEST = 64 * 1024
DEEPEST = 8
Value = str | list["Value"] | dict[str, "Value"]

OPENING = re.compile(r"---[ \t]*\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
# What YAML takes for the end of a line, and nobody sees.
HIDDEN_BREAK = re.compile(r"[\r\x85\u2028\u2029]")
# What PostgreSQL keeps in no text, or UTF-8 in none.
UNFIT_IN_TEXT = re.compile(r"[\x00\ud800-\udfff]")
# The parser in C is some twenty times faster; both give the same events.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Document:
    """One file of an archive: what its front matter says, on which line it says it, and the Markdown below."""

    name: str
    fields: dict[str, Value]
    lines: dict[str, int]
    body: str

    def error(self, problem: str, key: str = "") -> ArchiveError:
        """A refusal of this file, at the line of that key if it has one."""
        return ArchiveError(problem, name=self.name, line=self.lines.get(key))

    @contextmanager
    def rendering(self) -> Iterator[None]:
        """Turn the renderer's refusal of a text into one that names this file."""
        try:
            yield
        except MarkupError as refusal:
            raise self.error(str(refusal)) from None


def read_document(name: str, text: str) -> Document:
    """The document in this text; a text that does not open with `---` on its first line is all body."""
    text = tidied(name, text)
    opening = OPENING.match(text)
    if not opening:
        return Document(name, {}, {}, text)
    closing = CLOSING.search(text, opening.end())
    if not closing:
        raise ArchiveError("The front matter has no closing line of ---. Add one.", name=name, line=1)
    fields, lines = read_fields(name, text[opening.end() : closing.start()])
    return Document(name, fields, lines, text[closing.end() :])


def tidied(name: str, text: str) -> str:
    """The text without a byte order mark, its lines ended in one way; refused if it has what no database keeps."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    if (nul := text.find("\0")) >= 0:
        line = text[:nul].count("\n") + 1
        raise ArchiveError("A character here cannot be kept (U+0000). Take it out.", name=name, line=line)
    return text


def read_fields(name: str, front_matter: str) -> tuple[dict[str, Value], dict[str, int]]:
    """The mapping between the two lines of `---`, and the line of the file for each of its keys."""
    if len(front_matter) > LONGEST:
        raise ArchiveError("The front matter is over 64 KB. Move text into the body.", name=name, line=1)
    if found := HIDDEN_BREAK.search(front_matter):
        line = front_matter[: found.start()].count("\n") + 2
        problem = f"A character here passes for the end of a line (U+{ord(found[0]):04X}). Take it out."
        raise ArchiveError(problem, name=name, line=line)
    return Builder(name).build(front_matter)


def line_of(mark: Any) -> int | None:
    """The line that YAML's parser stands on, counted from 0."""
    return mark.line if mark else None


@dataclass
class Mapping:
    """A mapping that is being read, and the key that waits for its value."""

    values: dict[str, Value] = field(default_factory=dict)
    key: str | None = None


class Builder:
    """Builds strings, lists and mappings from YAML's events, so that no text is taken for a number, date or boolean."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[str, int] = {}
        self.open: list[Mapping | list[Value]] = []
        self.root: Value | None = None

    def build(self, text: str) -> tuple[dict[str, Value], dict[str, int]]:
        """The mapping in this YAML and the line of each of its keys."""
        try:
            for event in yaml.parse(text, Loader=LOADER):
                self.take(event)
        except yaml.MarkedYAMLError as error:
            line = line_of(error.problem_mark)
            raise self.error(
                f"This is not valid YAML ({error.problem}). Put the value in quotes, perhaps.", line
            ) from None
        except yaml.reader.ReaderError as error:
            line = text.encode()[: error.position].count(b"\n")
            raise self.error("A character here may not stand in YAML. Take it out.", line) from None
        root = {} if self.root is None else self.root
        if not isinstance(root, dict):
            raise self.error("The front matter must be lines of the form `key: value`.", 0)
        return root, self.lines

    def error(self, problem: str, line: int | None) -> ArchiveError:
        # The first line of the YAML, which counts from 0, is the second of the file.
        return ArchiveError(problem, name=self.name, line=None if line is None else line + 2)

    def take(self, event: yaml.Event) -> None:
        """Add what one event says to what is being built."""
        self.refuse_cleverness(event)
        line = line_of(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            self.put(event.value, line)
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) >= DEEPEST:
                raise self.error(f"Values are nested over {DEEPEST} deep. Make them flatter.", line)
            self.open.append([] if isinstance(event, yaml.SequenceStartEvent) else Mapping())
        elif isinstance(event, yaml.CollectionEndEvent):
            closed = self.open.pop()
            self.put(closed.values if isinstance(closed, Mapping) else closed, line)

    def refuse_cleverness(self, event: yaml.Event) -> None:
        """Let through none of the parts of YAML that say more than they show, nor text that cannot be kept."""
        line = line_of(event.start_mark)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.error(
                "Anchors and aliases (& and *) are not read. Write the value out, or put it in quotes.", line
            )
        if getattr(event, "tag", None) not in (None, "!"):
            raise self.error("Tags (!) are not read. Put the value in quotes.", line)
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            raise self.error("A second front matter begins here. Keep one.", line)
        if isinstance(event, yaml.ScalarEvent) and (found := UNFIT_IN_TEXT.search(event.value)):
            raise self.error(f"A character here cannot be kept (U+{ord(found[0]):04X}). Take it out.", line)

    def put(self, value: Value, line: int | None) -> None:
        """Place a finished value: as the root, in a list, as a key, or under the key that waits for it."""
        if not self.open:
            self.root = value
            return
        inside = self.open[-1]
        if isinstance(inside, list):
            inside.append(value)
        elif inside.key is None:
            self.start_key(inside, value, line)
        else:
            inside.values[inside.key], inside.key = value, None

    def start_key(self, inside: Mapping, key: Value, line: int | None) -> None:
        if not isinstance(key, str):
            raise self.error("A key must be a word.", line)
        if key in inside.values:
            raise self.error(f"The key {key!r} is here twice. Keep one of them.", line)
        inside.key = key
        if len(self.open) == 1:
            self.lines[key] = (line or 0) + 2
