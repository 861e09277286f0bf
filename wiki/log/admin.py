"""The log in the admin: to read, never to write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Case, OuterRef, QuerySet, Subquery, Value, When
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from accounts.models import User
from wiki.lib.admin import ChosenFilter, moment
from wiki.log.history import states
from wiki.log.logged import LoggedAdmin
from wiki.log.models import Entry

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin
    from django.http import HttpRequest

OF_USERS = User._meta.label_lower
#: What only those who may do everything are told of: a draft, too, is a secret.
SECRET = (OF_USERS, "pages.page", "pages.revision")


class KindFilter(ChosenFilter):
    title = "what changed"
    parameter_name = column = "kind"

    def offered(self) -> list[tuple[str, str]]:
        return [
            ("comments.comment", "Comments"),
            ("moderation.decision", "Decisions about comments and readers"),
            ("moderation.rule", "Words and domains"),
            ("moderation.person", "Readers: trusted or blocked"),
            ("votes.judgement", "Decisions about votes"),
            ("pages.page", "Pages"),
            ("pages.revision", "Revisions of pages"),
            ("works.selectedwork", "Works"),
            ("authors.author", "Authors"),
            (OF_USERS, "Users"),
        ]

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin[Any]) -> list[tuple[str, str]]:
        """What this person may read of."""
        kinds = super().lookups(request, model_admin)
        return [kind for kind in kinds if request.user.is_superuser or kind[0] not in SECRET]


@admin.register(Entry)
class EntryAdmin(LoggedAdmin):
    list_display = ("when", "verb", "what", "who", "changed", "reason_given", "undo")
    list_display_links = None
    list_filter = (KindFilter,)
    lookups = frozenset({"kind"})
    ordering = ("-id",)
    fields = ("when", "verb", "what", "who", "changed", "reason_given")
    readonly_fields = ("when", "what", "who", "changed", "reason_given")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        """Entries that this person may read, each with what to call whoever made the change."""
        entries: QuerySet[Entry] = super().get_queryset(request)
        if not request.user.is_superuser:
            own = When(actor_id=request.user.pk, then=Value("you"))
            return entries.exclude(kind__in=SECRET).annotate(actor=Case(own, default=Value("somebody")))
        return entries.annotate(
            actor=Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("email")[:1]),
        )

    @admin.display(description="When")
    def when(self, entry: Entry) -> str:
        return moment(entry.at)

    @admin.display(description="What")
    def what(self, entry: Entry) -> str:
        """The row, by its number."""
        name = f"{entry.kind.rpartition('.')[2]} {entry.target_id}"
        try:
            address = reverse(f"admin:{entry.kind.replace('.', '_')}_change", args=[entry.target_id])
        except NoReverseMatch:
            return name
        return format_html('<a href="{}">{}</a>', address, name)

    @admin.display(description="Who")
    def who(self, entry: Entry) -> str:
        """Their address, for those who may do everything; others are told only whether it was they themselves."""
        if entry.actor_id is None:
            return "the site"
        return format_html("<bdi>{}</bdi>", getattr(entry, "actor", "") or "somebody erased")

    @admin.display(description="Change")
    def changed(self, entry: Entry) -> str:
        return states(entry) or "–"

    @admin.display(description="Undo")
    def undo(self, entry: Entry) -> str:
        """The way to undo the decision of which it is a part."""
        number = entry.after.get("decision") or (entry.target_id if entry.verb.startswith("decided: ") else None)
        if not number:
            return "–"
        return format_html('<a href="{}">Undo…</a>', reverse("admin:moderation_decision_undo", args=[number]))

    @admin.display(description="Reason")
    def reason_given(self, entry: Entry) -> str:
        return format_html("<bdi>{}</bdi>", entry.reason) if entry.reason else "–"
