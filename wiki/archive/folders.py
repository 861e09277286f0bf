"""An archive as a folder."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from wiki.archive.errors import ArchiveError
from wiki.archive.sources import FOLDERS, LARGEST, Source, in_order, is_ours, readable, refuse_large


class Folder(Source):
    """The files of a folder; links, pipes and devices in it are refused and not opened."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names = in_order(self.walk())

    def walk(self) -> Iterator[str]:
        """The names of all files in the folders of an archive."""
        for folder in (self.root, *(self.root / name for name in FOLDERS)):
            yield from filter(is_ours, self.inside_of(folder))
        for name in self.inside_of(self.root / "pages"):
            if name.endswith(".revisions"):
                yield from filter(is_ours, self.inside_of(self.root / name))

    def inside_of(self, folder: Path) -> list[str]:
        """The names of what is in this folder, if there is one."""
        name = folder.relative_to(self.root).as_posix()
        with readable(name):
            if folder != self.root and folder.is_symlink():
                raise ArchiveError("This is a symbolic link. Put the folder itself here.", name=name)
            return [path.relative_to(self.root).as_posix() for path in folder.iterdir()] if folder.is_dir() else []

    def content(self, name: str, largest: int = LARGEST) -> bytes:
        path = self.root / name
        with readable(name):
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode):
                raise ArchiveError("This is a symbolic link or a special file. Put a plain file here.", name=name)
            refuse_large(name, status.st_size, largest)
            return path.read_bytes()
