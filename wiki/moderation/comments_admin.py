"""Comments in the admin: the desk of whoever moderates."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from wiki.authors.filters import AuthorFilter
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.versions import earlier
from wiki.lib.admin import ChosenFilter, moment
from wiki.links.editor import MarkdownField
from wiki.links.shown import show
from wiki.log.logged import LoggedAdmin
from wiki.log.versioned import VersionedForm
from wiki.moderation.deciding import VERBS
from wiki.moderation.deciding_admin import may_decide
from wiki.moderation.dossiers import counts_of, offered, thought_of
from wiki.moderation.models import Case
from wiki.moderation.pins import pin
from wiki.moderation.state_names import STATES

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

#: What can be done to many at once.
BULK = ("approve", "hide", "spam", "delete", "restore")
MOST_VERSIONS = 50
BECAME = ("state_said", "by", "posted", "edited_at", "retracted_at", "deleted_at", "versions")


class StateFilter(ChosenFilter):
    title = "state"
    parameter_name = column = "state"

    def offered(self) -> list[tuple[str, str]]:
        return [(state.value, name) for state, name in STATES.items()]


class PostedFilter(ChosenFilter):
    title = "when it was posted"
    parameter_name = "posted"
    DAYS: ClassVar[dict[str, int]] = {"day": 1, "week": 7, "month": 30, "year": 365}

    def offered(self) -> list[tuple[str, str]]:
        return [(name, f"Within a {name}") for name in self.DAYS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        days = self.DAYS.get(self.value() or "")
        return queryset.filter(posted_at__gte=timezone.now() - timedelta(days=days)) if days else queryset


class CommentForm(VersionedForm):
    body = MarkdownField(label="Text", largest=Comment.LARGEST)


@admin.register(Comment)
class CommentAdmin(LoggedAdmin):
    form = CommentForm
    list_display = ("pick", "words", "state_said", "by", "where", "posted")
    list_filter = (StateFilter, PostedFilter, AuthorFilter)
    list_display_links = ("words",)
    list_select_related = ("author", "parent__author", "page", "work")
    lookups = frozenset({"state", "posted", "author"})
    ordering = ("-place", "-public_id")
    search_fields = ("excerpt", "body", "public_id", "author__name")
    search_help_text = "By words, by author, or by what stands in the address."
    actions = None
    change_list_template = "moderation/comments.html"
    change_form_template = "moderation/comment.html"
    readonly_fields = ("rendered", "where", *BECAME)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        return Comment.objects.to_moderate(request.user).defer("extra").order_by(*self.ordering or ())

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def get_fieldsets(self, request: HttpRequest, obj: Comment | None = None) -> Any:  # noqa: ARG002
        said = "body" if request.user.is_superuser else "rendered"
        return (
            ("What it says", {"fields": (said, "where")}),
            ("What became of it", {"fields": BECAME}),
        )

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with what can be done to those that are ticked."""
        bulk = [VERBS[name] for name in BULK] if may_decide(request) else []
        told = {"bulk": bulk, "back": request.get_full_path()}
        return super().changelist_view(request, told | (extra_context or {}))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what can be done to the comment as it stands, and its case if it waits."""
        comment = context["original"]
        case = Case.objects.open().filter(comment=comment).first()
        decides = may_decide(request)
        told = {
            "verbs": offered(comment, counts_of([comment])[comment.author_id], waits=bool(case)) if decides else [],
            "pin": pin(comment),
            "thought": thought_of(comment.author),
            "back": request.get_full_path(),
            "case": case,
        }
        return super().render_change_form(request, context | told, *args, **kwargs)

    def view_on_site(self, comment: Comment) -> str | None:  # type: ignore[override]
        return comment.get_absolute_url() if comment.state == State.PUBLISHED else None

    def save_model(self, request: HttpRequest, obj: Comment, form: Any, change: Any) -> None:  # noqa: ARG002
        """Change the words by the verb."""
        obj.edit(form.cleaned_data["body"], actor=request.user, version=form.cleaned_data["version"])

    @admin.display(description="Tick")
    def pick(self, comment: Comment) -> str:
        """A box to tick, with what stood here when it was ticked."""
        return render_to_string("moderation/_pick.html", {"comment": comment, "pin": pin(comment)})

    @admin.display(description="Comment")
    def words(self, comment: Comment) -> str:
        text = comment.excerpt if len(comment.excerpt) < 140 else f"{comment.excerpt[:139]}…"
        return format_html("<bdi>{}</bdi>", text or comment.public_id)

    @admin.display(description="Author")
    def by(self, comment: Comment) -> str:
        return format_html("<bdi>{}</bdi>", comment.author.name)

    @admin.display(description="State")
    def state_said(self, comment: Comment) -> str:
        return STATES[State(comment.state)]

    @admin.display(description="Posted")
    def posted(self, comment: Comment) -> str:
        return moment(comment.posted_at) if comment.posted_at else "undated"

    @admin.display(description="Where")
    def where(self, comment: Comment) -> str:
        return render_to_string("comments/_where.html", {"comment": comment})

    @admin.display(description="As it is read")
    def rendered(self, comment: Comment) -> str:
        show([comment], AnonymousUser())
        return render_to_string("comments/_rendered.html", {"comment": comment})

    @admin.display(description="Earlier versions")
    def versions(self, comment: Comment) -> str:
        """What it said before; a deleted comment's earlier texts are hidden with it."""
        told = [] if comment.state == State.DELETED else earlier(comment, MOST_VERSIONS)
        return render_to_string("comments/_earlier.html", {"texts": told})
