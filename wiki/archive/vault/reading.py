"""Read a vault in two passes: first what each note is called, then its text, whose links need all the names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from wiki.archive.errors import ArchiveError
from wiki.archive.sources import decoded
from wiki.archive.vault.finding import Finder
from wiki.archive.vault.findings import Findings
from wiki.archive.vault.front import read_note_document
from wiki.archive.vault.linking import Linker
from wiki.archive.vault.naming import name_all
from wiki.archive.vault.notes import Card, Note, read_note
from wiki.archive.vault.private import Parted
from wiki.archive.vault.sources import Vault
from wiki.markup.errors import MarkupError
from wiki.pages.fields import LONGEST_TAG, MOST

#: Under which of a page's further fields stand the file that it came from, and what its writer told nobody else.
PATH = "vault_path"
COMMENTS = "vault_comments"


class Reader:
    """Reads the notes of a vault as pages, in memory that grows by a few words a note."""

    def __init__(self, vault: Vault, picture: Callable[[str], str]) -> None:
        """`picture` stores the picture of this path and gives its address here, or an empty one."""
        self.vault = vault
        self.findings = Findings(refused=list(vault.refused))
        self.names = name_all(self.cards())
        self.findings.refused += self.names.refused
        self.findings.names += self.names.remarks
        self.findings.others.update(PurePosixPath(name).suffix or "no ending" for name in vault.others)
        finder = Finder(self.names, [*vault.pictures, *vault.others])
        self.linker = Linker(self.names.titles, finder, picture, self.findings)

    def cards(self) -> Iterator[Card]:
        """What is to be remembered of each note that can be read."""
        for path in self.vault.names:
            try:
                yield self.note(path).card
            except ArchiveError as refusal:
                self.findings.refused.append(str(refusal))

    def note(self, path: str) -> Note:
        """The note in this file; raises ArchiveError."""
        text = decoded(path, self.vault.content(path))
        return read_note(read_note_document(path, text), text.count("\n"))

    def pages(self, progress: Callable[[list[str]], Iterable[str]] = iter) -> Iterator[tuple[str, dict[str, Any]]]:
        """The path of each note that has a title, and what a page made of it says."""
        for path in progress(list(self.names.titles)):
            try:
                yield path, self.fields(self.note(path))
            except MarkupError as refusal:
                self.findings.refused.append(f"{path}: {refusal}")

    def fields(self, note: Note) -> dict[str, Any]:
        """What a page made of this note says, under the names that a page's own file gives it; raises MarkupError."""
        path = note.card.path
        parted = Parted(note.body.encode())
        private = {COMMENTS: parted.comments} if parted.comments else {}
        return {
            "title": self.names.titles[path],
            "body": self.linker.linked(path, parted, note.first_line).strip("\n"),
            "aliases": self.few(path, "aliases", self.names.aliases[path]),
            "tags": self.few(path, "tags", [tag for tag in note.tags if len(tag) <= LONGEST_TAG], note.tags),
            "state": note.state,
            "extra": {**note.extra, PATH: path, **private},
        }

    def few(self, path: str, what: str, fit: list[str], given: list[str] | None = None) -> list[str]:
        """As many of these as a page may have; the reader is told of the rest."""
        if left := [word for word in given or fit if word not in fit[:MOST]]:
            self.findings.names.append(f"{path}: {len(left)} of its {what} are left out, as too many or too long.")
        return fit[:MOST]
