"""Pages in the admin, for superusers alone: whoever moderates comments reads no draft here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.utils.html import format_html

from wiki.lib.admin import moment
from wiki.links.keys import key
from wiki.links.models import Name
from wiki.log.asking import Verb, action
from wiki.log.logged import MOST_WORDS, LoggedAdmin
from wiki.pages import revisions_admin  # noqa: F401  # it registers
from wiki.pages.models import Page, State
from wiki.pages.page_filters import FILTERS

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

PUBLISH = Verb(
    "publish",
    "Publish",
    "published",
    "Everyone can read what they say now. What they said while they were drafts stays hidden.",
)
UNPUBLISH = Verb("unpublish", "Make drafts", "made drafts", "Only those can read them who write here.")
DELETE = Verb(
    "remove",
    "Delete",
    "deleted",
    "They leave the site with all that they ever said. They stay here, and can be restored.",
    reason="if you like",
)
RESTORE = Verb("restore", "Restore", "restored", "They are again what they were before they were deleted.")
LOCK = Verb("lock", "Lock", "locked", "Only the owner can edit them.")
UNLOCK = Verb("unlock", "Unlock", "unlocked", "All who write here can edit them.")
VERBS = (PUBLISH, UNPUBLISH, DELETE, RESTORE, LOCK, UNLOCK)
#: What the list of pages has no use for.
UNSHOWN = (
    *("old_anchors", "extra", "source_hash"),
    *("current__body", "current__html", "current__outline", "current__head"),
)


@admin.register(Page)
class PageAdmin(LoggedAdmin):
    list_display = ("shown_title", "state_said", "locked", "shipped", "editor", "changed")
    list_filter = FILTERS
    lookups = frozenset(parameter.parameter_name for parameter in FILTERS)
    ordering = ("-current_id",)
    sortable_by = ("shown_title",)
    search_fields = ("key",)
    search_help_text = "By words of the title, or of any other name that it has."
    actions = tuple(action(verb, permission="decide") for verb in VERBS)
    change_form_template = "pages/office_page.html"
    fields = readonly_fields = ("shown_title", "names", "state_said", "locked", "shipped", "tagged", "last", "said")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_superuser

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may publish, lock and delete from the list; what a page says is edited on the site."""
        return request.user.is_superuser

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Page]:
        pages: QuerySet[Page] = super().get_queryset(request)
        return pages.select_related("current__editor").defer(*UNSHOWN)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Page], search_term: str
    ) -> tuple[QuerySet[Page], bool]:
        """Pages one of whose names has all of the words; not what one was called before, which may be suppressed."""
        names = Name.objects.exclude(kind=Name.Kind.FORMER)
        for word in key(search_term.replace("\0", "")).split()[:MOST_WORDS]:
            names = names.filter(key__contains=word)
        return queryset.filter(pk__in=names.values("target")), False

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what can be done to the page as it stands, one press away."""
        return super().render_change_form(request, context | {"verbs": ways(context["original"])}, *args, **kwargs)

    @admin.display(description="Title", ordering="key")
    def shown_title(self, page: Page) -> str:
        return format_html("<bdi>{}</bdi>", page.title)

    @admin.display(description="State")
    def state_said(self, page: Page) -> str:
        state = State(page.state).label
        return f"{state}, deleted on {moment(page.deleted_at)}" if page.deleted_at else state

    @admin.display(description="Last edited by")
    def editor(self, page: Page) -> str:
        return format_html("<bdi>{}</bdi>", page.latest.editor.name)

    @admin.display(description="Changed")
    def changed(self, page: Page) -> str:
        return moment(page.changed_at)

    @admin.display(description="Other names")
    def names(self, page: Page) -> str:
        return listed(list(page.latest.content.aliases))

    @admin.display(description="Tags")
    def tagged(self, page: Page) -> str:
        return listed(list(page.latest.content.tags))

    @admin.display(description="Last change")
    def last(self, page: Page) -> str:
        now = page.latest
        told = f"{moment(now.written_at)}, by", now.editor.name, f": {now.summary}" if now.summary else ""
        return format_html("{} <bdi>{}</bdi><bdi>{}</bdi>", *told)

    @admin.display(description="Text")
    def said(self, page: Page) -> str:
        return format_html('<pre tabindex="0" dir="auto">{}</pre>', page.latest.body)


def ways(page: Page) -> list[Verb]:
    """What would change something about a page as it stands."""
    if page.deleted_at:
        return [RESTORE]
    return [UNPUBLISH if page.is_published else PUBLISH, UNLOCK if page.locked else LOCK, DELETE]


def listed(words: list[str]) -> str:
    """Words beside each other, or a dash."""
    return format_html("<bdi>{}</bdi>", " · ".join(words)) if words else "–"
