"""Votes in the admin: who cast what under which pseudonym, and what moderators decide about many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from wiki.comments import bursts
from wiki.comments.deciding import MOST, VERBS, Question, ask, asked, key_of
from wiki.comments.vote_addresses import judge_address, list_address, ways
from wiki.comments.vote_columns import VoteColumns
from wiki.comments.vote_filters import FILTERS
from wiki.comments.vote_scopes import SCOPES, narrowed, of_network, of_voter, on_comment, told
from wiki.comments.votes import CommentVote
from wiki.log.asking import MOST as MOST_TICKED
from wiki.log.asking import TOO_MANY as TOO_MANY_TICKED
from wiki.log.asking import ReasonForm, Verb
from wiki.log.history import history
from wiki.votes.judging import applies, judge

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse
    from django.urls import URLPattern

TOO_MANY = f"These are more than {MOST:,} votes. Choose fewer, by a filter."
IN_THE_LOG = "Everyone can read it in the log of moderation: name nobody."
WHICH = "Say which votes are meant: choose a filter first, or tick some."


def action(verb: Verb) -> Callable[[Any, HttpRequest, QuerySet[CommentVote]], HttpResponse | None]:
    """An action of the list that leads to the page that asks about what was ticked."""

    @admin.action(description=verb.label, permissions=["judge"])
    def lead(model_admin: VoteAdmin, request: HttpRequest, ticked: QuerySet[CommentVote]) -> HttpResponse | None:
        ids = list(ticked.values_list("pk", flat=True)[: MOST_TICKED + 1])
        if len(ids) > MOST_TICKED:
            model_admin.message_user(request, TOO_MANY_TICKED, messages.ERROR)
            return None
        return redirect(judge_address(verb, {"ids": ".".join(map(str, sorted(ids)))}))

    lead.__name__ = verb.name
    return lead


@admin.register(CommentVote)
class VoteAdmin(VoteColumns):
    list_display = ("cast", "comment", "says", "state_said", "why_said", "by", "network_said")
    list_filter = FILTERS
    lookups = frozenset(SCOPES)
    ordering = ("-id",)
    search_fields = ("target__public_id",)
    search_help_text = "By what stands in a comment's address."
    actions = tuple(action(verb) for verb in VERBS.values())
    change_list_template = "comments/votes.html"
    change_form_template = "comments/ballot.html"
    readonly_fields = (
        "comment",
        "says",
        "state_said",
        "why_said",
        "cast",
        "changed",
        "by",
        "origin_said",
        "network_said",
    )
    fields = (*readonly_fields, "decision")

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ARG002
        return request.user.has_perm("comments.view_commentvote")

    def has_judge_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may decide which votes count; nobody changes what they say."""
        return request.user.has_perm("comments.change_commentvote")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:  # noqa: ARG002
        return self.fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[CommentVote]:
        return super().get_queryset(request).select_related("target").defer("target__body", "target__html")

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[Any],
        search_term: str,
    ) -> tuple[QuerySet[Any], bool]:
        """Those of the comment with just this name."""
        term = search_term.replace("\0", "")
        return (on_comment(queryset, term) if term else queryset), False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path("judge/", self.admin_site.admin_view(self.judge), name="comments_commentvote_judge"),
            path("bursts/", self.admin_site.admin_view(self.bursts), name="comments_commentvote_bursts"),
        ]
        return own + super().get_urls()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, with what can be decided about all that it shows."""
        scope = told(request.GET)
        decides = self.has_judge_permission(request)
        groups = [("All that this list shows", "", ways(scope))] if scope and decides else []
        return super().changelist_view(request, {"title": "Votes", "groups": groups} | (extra_context or {}))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what can be decided about the vote, and about all of its voter and of its network that day."""
        groups = self.groups(context["original"], decides=self.has_judge_permission(request))
        return super().render_change_form(request, context | {"groups": groups}, *args, **kwargs)

    def groups(self, vote: CommentVote, *, decides: bool) -> list[tuple[str, str, list[tuple[Verb, str]]]]:
        """Each with what it is called, where it is listed, and what can be decided about it."""
        pk = str(vote.pk)
        found = [("This vote", "", ways({"ids": pk}, state=vote.state) if decides else [])]
        for label, name, scope in (("voter", "voter", of_voter), ("network that day", "network", of_network)):
            others = scope(CommentVote.objects.all(), pk).exclude(pk=vote.pk).count()
            offered = ways({name: pk}) if decides and others else []
            found.append((f"Others of this {label}: {others}", list_address({name: pk}), offered))
        return found if vote.network else found[:2]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What the log says of the last decision about the vote that stands."""
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            judgement = response.context_data["object"].judgement
            response.context_data["entries"] = history(judgement, request.user) if judgement else []
        return response

    def judge(self, request: HttpRequest) -> HttpResponse:
        """Ask about a decision, and make it about the votes that were asked about and no other."""
        verb, scope = VERBS.get(request.GET.get("verb", "")), told(request.GET)
        if not self.has_judge_permission(request):
            raise PermissionDenied
        if not verb or not scope:
            return self.back(request, WHICH, scope)
        votes = narrowed(scope)
        form = ReasonForm(request.POST if request.method == "POST" else None, verb=verb)
        form.fields["reason"].help_text = IN_THE_LOG if settings.PUBLIC_LOG else ""
        pinned = asked(verb, votes, request.POST.get("pin", "")) if form.is_bound else None
        question = pinned or ask(verb, votes)
        if question.too_many:
            return self.back(request, TOO_MANY, scope)
        if pinned and form.is_valid():
            return self.decide(request, pinned, scope, form.cleaned_data["reason"])
        moved = form.is_bound and not pinned
        return self.question(request, question, {"form": form, "scope": scope, "moved": moved})

    def back(self, request: HttpRequest, message: str, scope: dict[str, str]) -> HttpResponse:
        """To the list, with a sentence."""
        self.message_user(request, message, messages.ERROR)
        return redirect(list_address(scope))

    def question(self, request: HttpRequest, question: Question, told: dict[str, Any]) -> HttpResponse:
        """The page that asks."""
        context = self.admin_site.each_context(request) | question.told() | told
        context |= {"title": f"{question.verb.label}?", "question": question, "opts": self.opts}
        context["list"] = list_address(told["scope"])
        return TemplateResponse(request, "comments/judge.html", context, status=409 if told["moved"] else 200)

    def decide(self, request: HttpRequest, question: Question, scope: dict[str, str], reason: str) -> HttpResponse:
        """Decide so, and say what was done, how to undo it, and what came too late to be meant."""
        verb = key_of(question.verb)
        judgement = judge(verb, question.exactly, actor=request.user, reason=reason)  # type: ignore[arg-type]
        newer = applies(verb, narrowed(scope)).filter(pk__gt=question.ids[-1])[:MOST].count() if question.ids else 0
        late = f" {newer} that came since you were asked {'was' if newer == 1 else 'were'} left." if newer else ""
        undo = reverse("admin:votes_judgement_undo", args=[judgement.pk])
        message = format_html('{} {}.{} <a href="{}">Undo</a>', judgement.votes, question.verb.done, late, undo)
        self.message_user(request, message, messages.SUCCESS if judgement.votes else messages.WARNING)
        return redirect(list_address(scope))

    def bursts(self, request: HttpRequest) -> HttpResponse:
        """Hours with many more votes than usual, most of them from new browsers."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = [(burst, list_address(burst.query)) for burst in bursts.bursts()]
        context = self.admin_site.each_context(request) | {
            "title": "Bursts of votes",
            "bursts": found,
            "opts": self.opts,
        }
        return TemplateResponse(request, "comments/bursts.html", context | {"rule": bursts})
