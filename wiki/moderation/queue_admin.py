"""The queue: what waits for a moderator, on one screen, and each case on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from wiki.comments import bursts
from wiki.comments.vote_addresses import list_address
from wiki.moderation.case_page import case_page
from wiki.moderation.choosing import ChoiceForm, targets
from wiki.moderation.confirming import form_of, idle_among, sentence, told
from wiki.moderation.deciding import VERBS, decide
from wiki.moderation.deciding_admin import DecidingAdmin
from wiki.moderation.dossiers import SAID_ON, dossiers
from wiki.moderation.models import Case
from wiki.moderation.queue_filters import WaitsFilter, WhyFilter

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

#: What can be done to many at once, in this order.
BULK = ("approve", "hide", "spam", "delete", "trust", "block")
MOST_BURSTS = 5


@admin.register(Case)
class CaseAdmin(DecidingAdmin):
    list_filter = (WaitsFilter, WhyFilter)
    lookups = frozenset({"show", "why"})
    # What most speaks against may do harm meanwhile, and of two alike whoever has waited longer comes first.
    ordering: ClassVar[tuple[str, ...]] = ("-score", "pk")
    list_select_related = tuple(f"comment__{name}" for name in SAID_ON)
    search_fields = ("comment__excerpt", "comment__public_id", "comment__author__name")
    search_help_text = "By words, by author, or by what stands in the address."
    actions = None
    change_list_template = "moderation/queue.html"
    change_form_template = "moderation/case.html"
    fields = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        cases: QuerySet[Case] = super().get_queryset(request)
        return cases.defer("comment__body", "comment__extra")

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """What waits as above; what was decided, the last first."""
        return ("-closed_at", "-pk") if request.GET.get("show") == "decided" else self.ordering

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide)
        return [path("decide/", view, name="moderation_case_decide"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The queue, with what is known of each thing in it."""
        response = super().changelist_view(request, {"title": "Queue"} | (extra_context or {}))
        if isinstance(response, TemplateResponse) and response.context_data and "cl" in response.context_data:
            response.context_data |= {
                "rows": dossiers(response.context_data["cl"].result_list, request.user),
                "decides": self.has_decide_permission(request),
                "bulk": [VERBS[name] for name in BULK],
                "bursts": self.bursts(request),
                "back": request.get_full_path(),
            }
        return response

    def bursts(self, request: HttpRequest) -> list[tuple[bursts.Burst, str]]:
        """The newest bursts of votes, each with where its votes are."""
        if not request.user.has_perm("comments.view_commentvote"):
            return []
        return [(burst, list_address(burst.query)) for burst in bursts.bursts()[:MOST_BURSTS]]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With all that is known of the case."""
        known = case_page(context["original"], request.user)
        known |= {"decides": self.has_decide_permission(request), "back": request.get_full_path()}
        return super().render_change_form(request, context | known, *args, **kwargs)

    def decide(self, request: HttpRequest) -> HttpResponse:
        """Do what was pressed, or ask about it first; the form may come from any list or page of comments."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        choice = ChoiceForm(request.POST)
        if request.method != "POST" or not choice.is_valid():
            said = choice.non_field_errors() if request.method == "POST" else []
            return self.back(request, " ".join(map(str, said)), messages.ERROR)
        verb, chosen = choice.chosen_verb, targets(choice, request.user)
        sent = "confirmed" in request.POST or not choice.asks
        form = form_of(verb, chosen, request.POST if sent else None)
        if not form.is_valid():
            return self.question(request, told(choice, chosen, request.user) | {"form": form})
        idle = idle_among(verb, choice.seen)
        fit = {key: seen for key, seen in chosen.items() if key not in idle}
        outcome = decide(verb.name, fit, actor=request.user, **({"reason": ""} | form.cleaned_data))
        return self.back(request, *sentence(verb, outcome, fit, len(idle)))

    def question(self, request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
        """The page that asks."""
        context = self.admin_site.each_context(request) | told | {"title": f"{told['verb'].label}?", "opts": self.opts}
        return TemplateResponse(request, "moderation/confirm.html", context | {"back": self.where(request)})

    def back(self, request: HttpRequest, said: str, level: int) -> HttpResponse:
        """To where it was pressed, with a sentence."""
        if said:
            self.message_user(request, said, level)
        return redirect(self.where(request))

    def where(self, request: HttpRequest) -> str:
        """The address where it was pressed, or the queue."""
        back = request.POST.get("back", "")
        inside = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
        return back if inside else reverse("admin:moderation_case_changelist")
