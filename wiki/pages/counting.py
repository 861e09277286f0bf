"""Which revisions stand in everyone's lists, and how many of each editor's: a cache of rows, kept by the verbs."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import models, transaction
from django.db.models import Count, OuterRef, Q

from wiki.authors.models import AuthorTotals
from wiki.pages.revisions import Revision

LISTED = Q(
    *(("text_suppressed", False), ("summary_suppressed", False), ("editor_suppressed", False), ("public", True)),
    *(("page__state", "published"), ("page__deleted_at", None), ("page__shipped", False)),
)


@transaction.atomic
def relist(pages: list[int]) -> None:
    """Bring into step what everyone is told of these pages' revisions; call it with the pages locked."""
    rows = Revision.objects.filter(page__in=pages)
    before = by_editor(rows)
    rows.filter(listed=True).exclude(LISTED).update(listed=False)
    rows.filter(LISTED, listed=False).update(listed=True)
    after = by_editor(rows)
    for editor in sorted(before | after):
        if change := after[editor] - before[editor]:
            AuthorTotals.add_edits(editor, change)


def by_editor(rows: models.QuerySet[Revision]) -> Counter[int]:
    """How many of these revisions each editor's list has."""
    counted = rows.filter(listed=True).order_by().values_list("editor").annotate(Count("pk"))
    return Counter(dict(counted))


def own() -> models.QuerySet[Revision, Any]:
    """Of the author who is OuterRef("pk"), the revisions that everyone is told of."""
    return Revision.objects.filter(editor=OuterRef("pk"), listed=True).values("editor")
