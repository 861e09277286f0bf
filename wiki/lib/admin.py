"""Parts for the admin that know nothing of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from wiki.lib.lines import WebAddress

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.contrib.admin import ModelAdmin
    from django.db.models import QuerySet
    from django.http import HttpRequest

    Pages = Paginator[Any]
else:
    Pages = Paginator

LARGEST_KEY = 2**63 - 1


class CappedPaginator(Pages):
    """Pages of the first ten thousand rows: it counts no further, whatever the table holds."""

    MOST = 10_000

    @cached_property
    def count(self) -> int:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]  # the admin pages querysets alone
        return rows.order_by()[: self.MOST].count()


class WebAddressField(WebAddress):
    """An address whose field shows it as text alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs | {"widget": forms.URLInput(attrs={"class": "vURLField"})})


class Suggestions(AutocompleteSelect):
    """A field with suggestions, for numbers that a row can have; what else was sent is left out of it."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, keys(map(str, value)), attrs)


class ChosenFilter(SimpleListFilter):
    """A filter by one column, for values that are offered and no other."""

    column = ""

    def offered(self) -> Iterable[tuple[str, str]]:
        """The values, each with what it is called."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        return list(self.offered())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        known = {value for value, _name in self.lookup_choices}
        if self.value() is None:
            return queryset
        return queryset.filter(**{self.column: self.value()}) if self.value() in known else queryset.none()


def keys(typed: Iterable[str]) -> list[str]:
    """Those of the typed numbers that a row can have."""
    return [key for key in typed if key.isascii() and key.isdigit() and len(key) < 20 and int(key) <= LARGEST_KEY]


def moment(at: datetime) -> str:
    """A time, for a table."""
    return f"{at:%d %b %Y, %H:%M} UTC"
