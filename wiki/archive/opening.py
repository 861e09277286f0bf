"""Open what a path leads to: an archive, which says whose it is, or any other Markdown files, a vault."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from wiki.archive.errors import ArchiveError
from wiki.archive.folders import Folder
from wiki.archive.sources import Source, readable
from wiki.archive.vault.notes import is_note
from wiki.archive.vault.sources import Vault, VaultFolder, VaultZip, is_hidden
from wiki.archive.zips import Zip, opened

#: By either of these at its top an archive is told from a vault.
MARKS = ("author.md", "archive.json")


def open_source(path: Path) -> Source:
    """The archive or vault at this path."""
    with readable(str(path)):
        if path.is_dir():
            is_archive = any((path / mark).is_symlink() or (path / mark).exists() for mark in MARKS)
            return Folder(path) if is_archive else with_notes(VaultFolder(path))
        if path.is_file() and zipfile.is_zipfile(path):
            file, entries = opened(path)
            file.close()
            return Zip(path) if holds_archive([name for name, _ in entries]) else with_notes(VaultZip(path))
        if path.exists():
            problem = (
                "This is neither a folder nor a whole zip file. Give the folder that holds author.md or your notes, "
                "or a zip of it."
            )
            raise ArchiveError(problem, name=str(path))
    raise ArchiveError("There is nothing at this path. Check it.", name=str(path))


def holds_archive(names: list[str]) -> bool:
    """Whether an archive's mark is at the top, or in the only folder at the top that has any Markdown."""
    marked = {re.fullmatch(r"((?:[^/]+/)?)(?:author\.md|archive\.json)", name) for name in names}
    bases = {found[1] for found in marked if found}
    notes = [name for name in names if is_note(name) and not any(map(is_hidden, name.split("/")))]
    return "" in bases or (len(bases) == 1 and all(name.startswith(tuple(bases)) for name in notes))


def with_notes(vault: Vault) -> Vault:
    """The vault, if there is a note in it."""
    if not vault.names:
        raise ArchiveError(
            "There is no author.md. Give the folder that holds it, or write one with `name: …`. "
            "There is no other Markdown either, to be read as pages."
        )
    return vault
