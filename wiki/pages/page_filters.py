"""How the admin's list of pages is narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Count, Min, Q

from wiki.authors.filters import AuthorFilter
from wiki.lib.admin import ChosenFilter, keys
from wiki.links.keys import key
from wiki.pages.models import State, Tag

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

MOST_TAGS = 30


class StateFilter(ChosenFilter):
    title = "state"
    parameter_name = column = "state"

    def offered(self) -> list[tuple[str, str]]:
        return [(state.value, state.label) for state in State]


class SwitchFilter(ChosenFilter):
    """A filter by whether something holds: no, or yes."""

    names: ClassVar[tuple[str, str]]
    holds: ClassVar[Q]

    def offered(self) -> list[tuple[str, str]]:
        return list(zip(("no", "yes"), self.names, strict=True))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        asked = {"no": ~self.holds, "yes": self.holds}.get(self.value() or "")
        return queryset.filter(asked) if asked else queryset


class LockedFilter(SwitchFilter):
    title = "who edits it"
    parameter_name = "locked"
    names = ("All who write here", "The owner alone")
    holds = Q(locked=True)


class DeletedFilter(SwitchFilter):
    title = "whether it is there"
    parameter_name = "deleted"
    names = ("On the site", "Deleted")
    holds = Q(deleted_at__isnull=False)


class ShippedFilter(SwitchFilter):
    title = "whose it is"
    parameter_name = "shipped"
    names = ("This site's own", "Of the manual")
    holds = Q(shipped=True)


class EditorFilter(AuthorFilter):
    """By who saved the last change, which nobody can have suppressed."""

    title = "who edited it last"
    parameter_name = "editor"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        return queryset if self.value() is None else queryset.filter(current__editor__in=keys([self.value() or ""]))


class TagFilter(ChosenFilter):
    """Offers the tags that most pages have; any other can stand in the address."""

    title = parameter_name = "tag"

    def offered(self) -> list[tuple[str, str]]:
        most = Tag.objects.values("key").annotate(pages=Count("pk"), label=Min("label")).order_by("-pages", "key")
        return [(row["key"], row["label"]) for row in most[:MOST_TAGS]]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        return queryset if self.value() is None else queryset.filter(tags__key=key(self.value() or ""))


FILTERS = (StateFilter, DeletedFilter, LockedFilter, ShippedFilter, EditorFilter, TagFilter)
