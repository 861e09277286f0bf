"""An archive as a folder."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from wiki.archive.errors import ArchiveError
from wiki.archive.sources import FOLDERS, Source, in_order, is_ours, readable, refuse_large


class Folder(Source):
    """The files of a folder; links, pipes and devices in it are refused and not opened."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.names = in_order(self.walk())

    def walk(self) -> Iterator[str]:
        for folder in (self.root, *(self.root / name for name in FOLDERS)):
            with readable(folder.name):
                if folder != self.root and folder.is_symlink():
                    raise ArchiveError("This is a symbolic link. Put the folder itself here.", name=folder.name)
                names = [path.relative_to(self.root).as_posix() for path in folder.iterdir()] if folder.is_dir() else []
            yield from filter(is_ours, names)

    def content(self, name: str) -> bytes:
        path = self.root / name
        with readable(name):
            status = path.lstat()
            if not stat.S_ISREG(status.st_mode):
                raise ArchiveError("This is a symbolic link or a special file. Put a plain file here.", name=name)
            refuse_large(name, status.st_size)
            return path.read_bytes()
