"""Open what a path leads to."""

from __future__ import annotations

import zipfile
from pathlib import Path

from wiki.archive.errors import ArchiveError
from wiki.archive.folders import Folder
from wiki.archive.sources import Source, readable
from wiki.archive.zips import Zip


def open_source(path: Path) -> Source:
    """The archive at this path."""
    with readable(str(path)):
        if path.is_dir():
            return Folder(path)
        if path.is_file() and zipfile.is_zipfile(path):
            return Zip(path)
        if path.exists():
            problem = (
                "This is neither a folder nor a whole zip file. Give the folder that holds author.md, or a zip of it."
            )
            raise ArchiveError(problem, name=str(path))
    raise ArchiveError("There is nothing at this path. Check it.", name=str(path))
