"""Decisions about votes in the admin: who decided what and why, and how to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from wiki.comments.votes import CommentVote
from wiki.lib.admin import keys, moment
from wiki.log.asking import ReasonForm, Verb
from wiki.log.history import with_maker
from wiki.log.logged import LoggedAdmin
from wiki.votes.judging import VERBS, undo
from wiki.votes.models import Judgement

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

KIND = CommentVote._meta.label_lower
UNDO = Verb(
    "undo",
    "Undo",
    "undone",
    "The votes are again what they were before this decision. Those that were decided about since are left.",
    reason="if you like",
)


def remaining(judgement: Judgement) -> QuerySet[CommentVote]:
    """The votes that an undo would change: those about which nobody has decided since."""
    return CommentVote.objects.filter(judgement=judgement, state=VERBS[judgement.verb][1])


@admin.register(Judgement)
class JudgementAdmin(LoggedAdmin):
    list_display = ("when", "verb_said", "votes", "who", "reason_given", "undone")
    fields = ("when", "verb_said", "votes", "who", "reason_given", "undone")
    readonly_fields = fields
    ordering = ("-id",)
    change_form_template = "comments/judgement.html"

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.has_perm("votes.view_judgement")

    def has_undo_permission(self, request: HttpRequest) -> bool:
        """Who may decide may undo."""
        return request.user.has_perm("comments.change_commentvote")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Judgement]:
        """Decisions about comments' votes, each with what to call whoever made it, by the log."""
        return with_maker(super().get_queryset(request).filter(kind=KIND), request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo)
        return [path("<path:object_id>/undo/", view, name="votes_judgement_undo"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Decisions about votes"} | (extra_context or {}))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With the undo, where it is not done."""
        offered = not context["original"].undone_at and self.has_undo_permission(request)
        return super().render_change_form(request, context | {"offered": offered}, *args, **kwargs)

    def undo(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and then let the votes be what they were."""
        if not self.has_undo_permission(request):
            raise PermissionDenied
        judgement = self.get_queryset(request).filter(pk__in=keys([object_id])).first()
        if not judgement:
            raise Http404
        form = ReasonForm(request.POST if request.method == "POST" else None, verb=UNDO)
        if judgement.undone_at or not form.is_valid():
            return self.question(request, judgement, form)
        count = undo(judgement, actor=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        self.message_user(request, outcome(judgement.votes, count), messages.SUCCESS if count else messages.WARNING)
        return redirect(reverse("admin:votes_judgement_change", args=[judgement.pk]))

    def question(self, request: HttpRequest, judgement: Judgement, form: ReasonForm) -> HttpResponse:
        """The page that asks, or says that it is done already."""
        count = remaining(judgement).count()
        told = {"judgement": judgement, "form": form, "verb": UNDO, "count": count, "left": judgement.votes - count}
        context = self.admin_site.each_context(request) | told | {"title": "Undo?", "opts": self.opts}
        return TemplateResponse(request, "comments/undo.html", context)

    @admin.display(description="When")
    def when(self, judgement: Judgement) -> str:
        return moment(judgement.made_at)

    @admin.display(description="Decision")
    def verb_said(self, judgement: Judgement) -> str:
        return judgement.verb.capitalize()

    @admin.display(description="Who")
    def who(self, judgement: Judgement) -> str:
        return format_html("<bdi>{}</bdi>", getattr(judgement, "actor", "") or "somebody erased")

    @admin.display(description="Reason")
    def reason_given(self, judgement: Judgement) -> str:
        return format_html("<bdi>{}</bdi>", judgement.reason or "–")

    @admin.display(description="Undone")
    def undone(self, judgement: Judgement) -> str:
        return moment(judgement.undone_at) if judgement.undone_at else "–"


def outcome(votes: int, count: int | None) -> str:
    """What an undo came to, in words."""
    if count is None:
        return "This was undone already."
    said = "1 vote is again what it was." if count == 1 else f"{count} votes are again what they were."
    left = votes - count
    return f"{said} {left} {'was' if left == 1 else 'were'} left, decided about or gone since." if left else said
