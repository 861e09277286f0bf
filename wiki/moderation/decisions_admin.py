"""Decisions in the admin: who decided what about which things, and how to undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from wiki.lib.admin import keys, moment
from wiki.log.asking import ReasonForm, Verb
from wiki.log.history import with_maker
from wiki.moderation.deciding import VERBS
from wiki.moderation.deciding_admin import DecidingAdmin
from wiki.moderation.models import Decision
from wiki.moderation.subjects import about
from wiki.moderation.undoing import Undone, standing, undo

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

UNDO = Verb(
    "undo",
    "Undo",
    "undone",
    "All of it is again what it was before this decision. What was decided about or changed since is left.",
    reason="if you like",
)
DONE = "This was undone already."


@admin.register(Decision)
class DecisionAdmin(DecidingAdmin):
    list_display = ("when", "what", "who", "reason_given", "undone")
    fields = ("when", "what", "who", "reason_given", "undone")
    readonly_fields = fields
    ordering = ("-id",)
    change_form_template = "moderation/decision.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        """Decisions, each with what to call whoever made it, by the log."""
        return with_maker(super().get_queryset(request), request.user)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo)
        return [path("<path:object_id>/undo/", view, name="moderation_decision_undo"), *super().get_urls()]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what it was about, and the undo where it is not done."""
        decision = context["original"]
        offered = not decision.undone_at and self.has_decide_permission(request)
        told = {"offered": offered, "about": about(decision, request.user)}
        return super().render_change_form(request, context | told, *args, **kwargs)

    def undo(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask, and then let everything be what it was."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        decision = self.get_queryset(request).filter(pk__in=keys([object_id])).first()
        if not decision:
            raise Http404
        form = ReasonForm(request.POST if request.method == "POST" else None, verb=UNDO)
        if decision.undone_at or not form.is_valid():
            return self.question(request, decision, form)
        undone = undo(decision, actor=request.user, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
        level = messages.SUCCESS if undone and undone.back else messages.WARNING
        self.message_user(request, outcome(undone), level)
        return redirect(reverse("admin:moderation_decision_change", args=[decision.pk]))

    def question(self, request: HttpRequest, decision: Decision, form: ReasonForm) -> HttpResponse:
        """The page that asks, or says that it is done already."""
        count = 0 if decision.undone_at else standing(decision)
        told = {"decision": decision, "said": self.what(decision), "form": form, "verb": UNDO, "count": count}
        told |= {"left": decision.count - count, "about": about(decision, request.user)}
        context = self.admin_site.each_context(request) | told | {"title": "Undo?", "opts": self.opts}
        return TemplateResponse(request, "moderation/undo.html", context)

    @admin.display(description="When")
    def when(self, decision: Decision) -> str:
        return moment(decision.made_at)

    @admin.display(description="Decision")
    def what(self, decision: Decision) -> str:
        verb = VERBS.get(decision.verb)
        return f"{decision.count} {verb.done if verb else decision.verb}"

    @admin.display(description="Who")
    def who(self, decision: Decision) -> str:
        return format_html("<bdi>{}</bdi>", getattr(decision, "actor", "") or "somebody erased")

    @admin.display(description="Reason")
    def reason_given(self, decision: Decision) -> str:
        return format_html("<bdi>{}</bdi>", decision.reason or "–")

    @admin.display(description="Undone")
    def undone(self, decision: Decision) -> str:
        return moment(decision.undone_at) if decision.undone_at else "–"


def outcome(undone: Undone | None) -> str:
    """What an undo came to, in words."""
    if undone is None:
        return DONE
    said = "1 is again what it was." if undone.back == 1 else f"{undone.back} are again what they were."
    left = f"{undone.left} {'was' if undone.left == 1 else 'were'} left, decided about or changed since."
    return f"{said} {left}" if undone.left else said
