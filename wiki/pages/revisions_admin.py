"""Revisions in the admin, for superusers alone; what is suppressed is shown here to nobody either."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html

from wiki.authors.filters import AuthorFilter
from wiki.lib.admin import keys, moment
from wiki.lib.side_by_side import rows
from wiki.links.keys import key
from wiki.log.logged import LoggedAdmin
from wiki.pages.content import Content
from wiki.pages.meeting import head_differences
from wiki.pages.page_filters import SwitchFilter
from wiki.pages.revisions import SUPPRESSIBLE, Revision

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class SuppressedFilter(SwitchFilter):
    title = "whether something is suppressed"
    parameter_name = "suppressed"
    names = ("Nothing", "Something")
    holds = reduce(or_, (Q((f"{part}_suppressed", True)) for part in SUPPRESSIBLE))


class EditorFilter(AuthorFilter):
    """By who saved it, as far as that is not suppressed."""

    title = "who saved it"
    parameter_name = "editor"

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        if self.value() is None:
            return queryset
        return queryset.filter(editor__in=keys([self.value() or ""]), editor_suppressed=False)


@admin.register(Revision)
class RevisionAdmin(LoggedAdmin):
    list_display = ("of", "number", "by", "when", "words", "summary_said", "public", "suppressed")
    list_display_links = ("of", "number")
    list_filter = (SuppressedFilter, EditorFilter)
    lookups = frozenset({"suppressed", "editor", "page"})
    ordering = ("-id",)
    search_fields = ("page__key",)
    search_help_text = "By words of the title that the page has now."
    change_form_template = "pages/office_revision.html"
    fields = readonly_fields = ("page_now", "number", "by", "when", "words", "summary_said", "public", "suppressed")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """The page's number stands in the address alone, where its own screen has put it; others are no numbers."""
        return super().lookup_allowed(lookup, value, request) and (lookup != "page" or keys([value]) == [value])

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        revisions: QuerySet[Revision] = super().get_queryset(request)
        shown = (*Revision.LISTED, "editor__name", "page__title", "page__slug", "page__deleted_at")
        return revisions.select_related("page", "editor").only(*shown)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Those whose page is called so now: what it was called in a suppressed text finds nothing."""
        return super().get_search_results(request, queryset, key(search_term.replace("\0", "")))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what it changed, where neither its text nor the one before is suppressed."""
        return super().render_change_form(request, context | changes(context["original"]), *args, **kwargs)

    @admin.display(description="Page")
    def of(self, revision: Revision) -> str:
        return format_html("<bdi>{}</bdi>", revision.page.title)

    @admin.display(description="Page")
    def page_now(self, revision: Revision) -> str:
        address = reverse("admin:pages_page_change", args=[revision.page_id])
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address, revision.page.title)

    @admin.display(description="Saved by")
    def by(self, revision: Revision) -> str:
        return "–" if revision.editor_suppressed else format_html("<bdi>{}</bdi>", revision.editor.name)

    @admin.display(description="When")
    def when(self, revision: Revision) -> str:
        return moment(revision.written_at)

    @admin.display(description="Words")
    def words(self, revision: Revision) -> str:
        return f"+{revision.added} −{revision.removed}"

    @admin.display(description="Summary")
    def summary_said(self, revision: Revision) -> str:
        shown = "" if revision.summary_suppressed else revision.summary
        return format_html("<bdi>{}</bdi>", shown) if shown else "–"

    @admin.display(description="Suppressed")
    def suppressed(self, revision: Revision) -> str:
        return ", ".join(part for part, hidden in revision.states().items() if hidden) or "–"


def changes(revision: Revision) -> dict[str, Any]:
    """What a revision changed in the one before, for its screen; nothing where either text is suppressed."""
    before = Revision.objects.filter(page=revision.page_id, number=revision.number - 1).first()
    if revision.text_suppressed or (before and before.text_suppressed):
        return {"hidden": True}
    was, now = before.content if before else Content(""), revision.content
    return {"before": before, "head": head_differences(was, now), "comparison": rows(was.body, now.body)}
