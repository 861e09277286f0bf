"""Filters of the queue: what waits and what was decided, and why it waits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.admin import SimpleListFilter
from django.db.models import Exists, OuterRef, Q

from wiki.comments.models import Comment
from wiki.comments.states import STANDING, State
from wiki.lib.admin import ChosenFilter
from wiki.moderation.scoring import HOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.admin import ModelAdmin
    from django.contrib.admin.views.main import ChangeList
    from django.db.models import QuerySet
    from django.http import HttpRequest


class WaitsFilter(SimpleListFilter):
    """What waits, unless what was decided is asked for."""

    title = "what to do"
    parameter_name = "show"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:  # noqa: ARG002
        return [("decided", "Decided")]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """The first is called by what it shows, since it shows by no means all."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "Waits for a decision"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        if self.value() == "decided":
            return queryset.exclude(closed_at=None)
        return queryset.none() if self.value() else queryset.waiting()  # type: ignore[attr-defined]  # they are cases


class WhyFilter(ChosenFilter):
    """Why it waits."""

    title = "why it waits"
    parameter_name = "why"
    WHICH: ClassVar[dict[str, tuple[str, Q]]] = {
        "held": ("Held until somebody decides", Q(held=True)),
        "flagged": ("Flagged", Q(flags__gt=0)),
        "spam": ("Looks like spam", Q(comment__state=State.SPAM) | Q(score__gte=HOLDS, flags=0)),
        "new": (
            "By a new reader",
            ~Q(Exists(Comment.objects.filter(author=OuterRef("comment__author"), state__in=STANDING))),
        ),
        "links": ("Has links", Q(comment__html__contains="<a ")),
    }

    def offered(self) -> list[tuple[str, str]]:
        return [(name, said) for name, (said, _which) in self.WHICH.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        if self.value() is None:
            return queryset
        found = self.WHICH.get(self.value() or "")
        return queryset.filter(found[1]) if found else queryset.none()
