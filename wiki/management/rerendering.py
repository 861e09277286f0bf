"""Bring stored HTML up to date with the renderer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from wiki.links.recording import record_many
from wiki.markup.errors import MarkupError

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 200


@dataclass
class Outcome:
    """How many rows were rendered anew, and why some keep the HTML that they had."""

    rendered: int = 0
    refusals: list[str] = field(default_factory=list)


def rerender(stale: models.QuerySet[Any], kind: str, fields: list[str], outcome: Outcome) -> None:
    """Render these rows anew and save only those fields, and what they mention as texts of this kind.

    A row that the renderer refuses stays as it is.
    """
    last: int | None = 0
    while last is not None:
        last = rerender_batch(stale.filter(pk__gt=last), kind, fields, outcome)


@transaction.atomic
def rerender_batch(stale: models.QuerySet[Any], kind: str, fields: list[str], outcome: Outcome) -> int | None:
    """Render the first few of these and return the last one's key, or none; meanwhile nobody edits them."""
    rows = list(stale.order_by("pk").select_for_update()[:BATCH])
    rendered = list(accepted(rows, outcome))
    stale.model._default_manager.bulk_update(rendered, fields)
    record_many(kind, [told for row in rendered if (told := row.mentioning)])
    outcome.rendered += len(rendered)
    return rows[-1].pk if rows else None


def accepted(rows: list[Any], outcome: Outcome) -> Iterator[Any]:
    """Those of the rows that the renderer takes, rendered."""
    for row in rows:
        try:
            row.render()
        except MarkupError as refusal:
            outcome.refusals.append(f"{row._meta.verbose_name} {row.pk} ({row}) stays as it was: {refusal}")
        else:
            yield row
