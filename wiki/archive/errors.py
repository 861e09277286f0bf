"""Why an archive is refused."""

from __future__ import annotations


class ArchiveError(Exception):
    """A refusal that names the file, the line where it is known, and what to do."""

    def __init__(self, problem: str, *, name: str = "", line: int | None = None) -> None:
        where = f"{name}, line {line}: " if name and line else f"{name}: " if name else ""
        super().__init__(where + problem)
