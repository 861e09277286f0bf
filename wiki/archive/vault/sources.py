"""A vault as a folder or a zip: its notes and other files, without what is hidden or no plain file."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from wiki.archive.errors import ArchiveError
from wiki.archive.folders import Folder
from wiki.archive.sources import MOST_FILES, Source, is_picture, readable
from wiki.archive.vault.notes import is_note
from wiki.archive.zips import Zip, opened, plain, refuse_bulk

#: Folders that programs keep for themselves, beside all whose names begin with a full stop.
PROGRAMS = frozenset({"node_modules", "__MACOSX"})


class Vault(Source):
    """Notes, by `names`, and other files; why some are left out that would have been read, in `refused`."""

    pictures: list[str]
    others: list[str]
    refused: list[str]

    def sort_out(self, names: Iterable[str]) -> None:
        """Part notes, pictures and others, each in order; a name that cannot be shown is left out."""
        found = sorted(names, key=lambda name: name.removesuffix(".md"))
        shown = [name for name in found if name.isprintable()]
        hidden = [name for name in found if not name.isprintable()]
        self.refused += [f"{name!a}: A character of its name cannot be shown. Rename it." for name in hidden]
        self.names = [name for name in shown if is_note(name)]
        self.pictures = [name for name in shown if is_picture(name)]
        self.others = [name for name in shown if not is_note(name) and not is_picture(name)]


class VaultFolder(Folder, Vault):
    """The files of a folder and of the folders in it, however deep; links, pipes and devices are not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.refused = []
        self.sort_out(self.walk())

    def walk(self) -> Iterator[str]:
        """The names of all plain files."""
        waiting = [self.root]
        count = 0
        while waiting:
            with readable(str(waiting[-1])):
                inside = list(waiting.pop().iterdir())
            count += len(inside)
            refuse_many(count)
            for path in inside:
                if is_hidden(path.name):
                    continue
                name = path.relative_to(self.root).as_posix()
                mode = path.lstat().st_mode
                if stat.S_ISDIR(mode):
                    waiting.append(path)
                elif stat.S_ISREG(mode):
                    yield name
                else:
                    self.refused.append(f"{name}: This is a symbolic link or a special file. Put a plain file here.")


class VaultZip(Zip, Vault):
    """The files of a zip, without the one folder that holds them all."""

    def __init__(self, path: Path) -> None:
        self.refused = []
        self.entries = {}
        self.zip, entries = opened(path)
        refuse_many(len(entries))
        shown = {name: entry for name, entry in entries if not any(map(is_hidden, name.split("/")))}
        base = only_folder(shown)
        for full_name, entry in shown.items():
            self.take(full_name.removeprefix(base), entry)
        refuse_bulk(path.name, (self.entries[name] for name in self.entries if is_note(name) or is_picture(name)))
        self.sort_out(self.entries)

    def take(self, name: str, entry: zipfile.ZipInfo) -> None:
        """Keep the entry if it is a plain file."""
        try:
            self.entries[name] = plain(name, entry)
        except ArchiveError as refusal:
            self.refused.append(str(refusal))


def is_hidden(name: str) -> bool:
    """Whether a file or folder of this name is not the writer's but a program's."""
    return name.startswith(".") or name in PROGRAMS


def only_folder(names: Iterable[str]) -> str:
    """The one folder, with its slash, that all these files are in, or nothing."""
    tops = {name.partition("/")[0] if "/" in name else "" for name in names}
    return f"{tops.pop()}/" if len(tops) == 1 and "" not in tops else ""


def refuse_many(count: int) -> None:
    if count > MOST_FILES:
        raise ArchiveError("There are over a million files. Import them in parts.")
