"""A filter of the admin's lists by who wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wiki.authors.models import Author
from wiki.lib.admin import ChosenFilter, keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest

MOST = 30


class AuthorFilter(ChosenFilter):
    """Offers the listed authors; any other can be found by a search."""

    title = "author"
    parameter_name = column = "author"

    def offered(self) -> Iterator[tuple[str, str]]:
        for author in Author.objects.filter(listed=True).only("name").order_by("-primary", "name")[:MOST]:
            yield str(author.pk), author.name

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        """Rows of any one author, so that an author's page in the admin can lead here."""
        if self.value() is None:
            return queryset
        return queryset.filter(author__in=keys([self.value() or ""]))
