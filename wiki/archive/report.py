"""What becomes of each row of an import, and what the importer is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from wiki.archive.hashes import source_hash


class Imported(Protocol):
    """A row that knows what it came from."""

    pk: Any
    source_hash: str


class Due(Enum):
    """What is to be written into a row."""

    WHOLE = "the file"
    MARK = "only what it came from, since it says the same already"
    NOTHING = "nothing"


@dataclass
class Report:
    """How many rows were added, changed and left alone, and what the reader should know beside."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    remarks: list[str] = field(default_factory=list)
    #: What else there is to tell, after all that.
    further: list[str] = field(default_factory=list)
    dry: bool = False

    def judge(
        self,
        name: str,
        row: Imported,
        fields: dict[str, Any],
        present: Callable[[], dict[str, Any]],
        *,
        moved: bool = False,
    ) -> Due:
        """Count what becomes of the row, and mark it as come from this file if it is to say the same.

        A new row is written; so is one that still equals what it came from, where the file says something else. One
        that was edited on the site is left as it is, with a remark.
        """
        marked, row_hash = row.source_hash, source_hash(present()) if row.pk else ""
        file_hash = source_hash(fields)
        if row_hash not in ("", file_hash, marked):
            how = "edited on the site since it was imported" if marked else "written on the site and not imported"
            self.remarks.append(f"{name}: {how}, so left as it is.")
            return Due.NOTHING
        row.source_hash = file_hash
        if row_hash == file_hash and not moved:
            self.unchanged += 1
            return Due.NOTHING if marked == file_hash else Due.MARK
        self.added += not row_hash
        self.changed += bool(row_hash)
        return Due.WHOLE

    def take_back(self, row: Imported) -> None:
        """Count a row no more, since it could not be written after all."""
        self.added -= row.pk is None
        self.changed -= row.pk is not None

    def __str__(self) -> str:
        kept = f", {len(self.remarks)} edited on the site" if self.remarks else ""
        counts = f"{self.added} added, {self.changed} changed, {self.unchanged} unchanged{kept}."
        dry = ["Nothing was changed. An import would come to this:"] if self.dry else []
        return "\n".join([*dry, counts, *self.remarks, *self.further])
