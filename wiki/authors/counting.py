"""Whether an author's totals are those of their rows, and setting them right."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, F, QuerySet, Subquery
from django.db.models.functions import Coalesce

from wiki.authors.totals import AuthorTotals


def drift(total: str, own: QuerySet[Any, Any]) -> dict[int, tuple[int, int]]:
    """By author, what this total says and how many rows there are, where they differ; one query, of one moment.

    `own` has the rows of the author who is OuterRef("pk"), as values of the one column that says so.
    """
    counted = Coalesce(Subquery(own.order_by().annotate(rows=Count("pk")).values("rows")), 0)
    wrong = AuthorTotals.objects.annotate(counted=counted).exclude(**{total: F("counted")}).order_by("pk")
    return {author: (told, rows) for author, told, rows in wrong.values_list("pk", total, "counted")}


@transaction.atomic
def recount(total: str, own: QuerySet[Any, Any]) -> int:
    """Set this total of every author by their rows, and say how many were wrong; who changes one meanwhile waits."""
    list(AuthorTotals.objects.select_for_update().order_by("pk").values_list("pk"))
    wrong = drift(total, own)
    for author, (_told, rows) in wrong.items():
        AuthorTotals.objects.filter(pk=author).update(**{total: rows})
    return len(wrong)
