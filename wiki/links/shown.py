"""Rows with a text, made ready for whoever is about to read them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Protocol

from wiki.links.painting import Text, paint

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


class Shown(Protocol):
    """A row with a stored text, and what its viewer sees of it, once that was painted."""

    painted: str
    references: list[Any]

    @property
    def to_paint(self) -> Text: ...


def show(rows: Iterable[Shown], viewer: Viewer) -> None:
    """Paint the texts of all these rows together, for this viewer, into the rows."""
    rows = list(rows)
    for row, painted in zip(rows, paint([row.to_paint for row in rows], viewer), strict=True):
        row.painted, row.references = painted.html, painted.references
