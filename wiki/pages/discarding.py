"""Pages that go as if they had never been: only those of the demo do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from wiki.links.models import Name
from wiki.links.naming import lead
from wiki.links.recording import forget
from wiki.pages.models import Draft, PageSlug, Revision

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from wiki.pages.models import Page


@transaction.atomic
def discard(pages: QuerySet[Page]) -> None:
    """Delete these pages with their revisions, names, addresses and references; links to them lead nowhere again."""
    numbers = list(pages.values_list("pk", flat=True))
    names = Name.objects.filter(target__in=numbers)
    lead(None, list(names.values_list("key", flat=True)))
    names.delete()
    forget("page", numbers)
    chosen = pages.model._default_manager.filter(pk__in=numbers)
    chosen.update(current=None)
    for model in (Draft, Revision, PageSlug):
        model._default_manager.filter(page__in=numbers).delete()
    chosen.delete()
