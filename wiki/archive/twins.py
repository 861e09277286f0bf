"""Names that may come only once in an archive."""

from __future__ import annotations

from wiki.archive.front_matter import Document


class Once:
    """Remembers which file gave which name, and refuses a second file that gives it again."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.files: dict[str, str] = {}

    def check(self, document: Document, given: str) -> None:
        """Let this file have this name, or refuse it by naming the file that has it too."""
        other = self.files.setdefault(given, document.name)
        if other != document.name:
            problem = f"{other} has the {self.what} {given} too. Give one of them another."
            raise document.error(problem, self.what)
