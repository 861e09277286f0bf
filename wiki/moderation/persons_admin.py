"""Readers about whom somebody has thought, in the admin: who is blocked until when, who is trusted, and the verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.html import format_html

from wiki.comments.models import Comment
from wiki.lib.admin import ChosenFilter, moment
from wiki.log.asking import few_enough, question
from wiki.moderation.confirming import form_of, further, sentence
from wiki.moderation.deciding import VERBS, decide
from wiki.moderation.deciding_admin import DecidingAdmin
from wiki.moderation.models import Person
from wiki.moderation.person_verbs import KIND, held, readers
from wiki.moderation.pins import further_of
from wiki.moderation.regards import Regard

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse, QueryDict

    from wiki.moderation.verbs import Verb

MINE = [verb for verb in VERBS.values() if verb.kind == KIND]
LAST = 20


class StandingFilter(ChosenFilter):
    title = "what is thought of them"
    parameter_name = "standing"

    def offered(self) -> list[tuple[str, str]]:
        return [("blocked", "Blocked"), ("over", "Blocked once"), ("trusted", "Trusted")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002
        which = {
            "blocked": Q(pk__in=Person.objects.blocked()),
            "over": Q(blocked_until__lte=timezone.now()),
            "trusted": Q(trusted_at__isnull=False),
        }
        return queryset.filter(which.get(self.value() or "", Q()))


def action(verb: Verb) -> Callable[[Any, HttpRequest, QuerySet[Person]], HttpResponse | None]:
    """An action of the list that asks, and then decides about all those chosen at once."""

    @admin.action(description=verb.label, permissions=["decide"])
    def asked(model_admin: PersonAdmin, request: HttpRequest, chosen: QuerySet[Person]) -> HttpResponse | None:
        people = few_enough(model_admin, request, chosen.select_related("author"))
        if people is None:
            return None
        seen = regards(people, request.POST) if "confirmed" in request.POST else {}
        was_asked = 0 < len(seen) == len(people)
        form = form_of(verb, [person.pk for person in people], request.POST if was_asked else None)
        if not form.is_valid():
            more = further(verb, [person.pk for person in people], (), request.user)
            return question(model_admin, request, verb, people, form, template="moderation/confirm_people.html", **more)
        idle = idle_among(verb, people, seen)
        fit = {key: regard for key, regard in seen.items() if key not in idle}
        outcome = decide(verb.name, fit, actor=request.user, **({"reason": ""} | form.cleaned_data))
        model_admin.message_user(request, *sentence(verb, outcome, fit, len(idle)))
        return None

    asked.__name__ = verb.name
    return asked


def regards(people: list[Person], sent: QueryDict) -> dict[int, Regard]:
    """By number, how those were seen of whom a form says it."""
    pins, more = {person.pk: sent.get(f"person-{person.pk}", "") for person in people}, further_of(sent)
    return {key: Regard(pin, {}, more) for key, pin in pins.items() if pin}


def idle_among(verb: Verb, people: list[Person], seen: Mapping[int, Regard]) -> set[int]:
    """Those of these to whom the verb does not apply, already as they were seen."""
    keys = [person.pk for person in people]
    fit, waits = readers(keys), set(held(keys).values_list("author", flat=True))
    idle = (row for row in people if row.pk not in fit or verb not in fitting(row, waits=row.pk in waits))
    return {person.pk for person in idle if person.seen == seen[person.pk].thought}


def fitting(person: Person, *, waits: bool) -> list[Verb]:
    """The verbs that would change something; who is blocked already can be blocked for another time."""
    idle = {"trust" if person.trusted_at else "untrust", "" if person.is_blocked else "unblock"}
    idle |= set() if waits else {"release"}
    return [verb for verb in MINE if verb.name not in idle]


@admin.register(Person)
class PersonAdmin(DecidingAdmin):
    list_display = ("name", "blocked", "reason", "trusted")
    list_filter = (StandingFilter,)
    list_select_related = ("author",)
    lookups = frozenset({"standing"})
    ordering = ("-blocked_at", "-pk")
    search_fields = ("author__name", "author__slug")
    search_help_text = "By name."
    fields = ("name", "blocked", "reason", "trusted")
    readonly_fields = fields
    actions = [action(verb) for verb in MINE]
    change_form_template = "moderation/person.html"

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        """With what can be decided about them, and what they said last."""
        person = context["original"]
        said = Comment.objects.to_moderate(request.user).filter(author=person.pk).order_by("-place")
        told = {
            "verbs": fitting(person, waits=held([person.pk]).exists()) if self.has_decide_permission(request) else [],
            "comments": said.only("public_id", "excerpt", "state", "posted_at")[:LAST],
        }
        return super().render_change_form(request, context | told, *args, **kwargs)

    @admin.display(description="Name")
    def name(self, person: Person) -> str:
        return format_html("<bdi>{}</bdi>", person.author.name)

    @admin.display(description="Blocked", ordering="blocked_at")
    def blocked(self, person: Person) -> str:
        if person.blocked_at is None:
            return "–"
        if person.blocked_until is None:
            return f"for good, since {moment(person.blocked_at)}"
        return f"{'until' if person.is_blocked else 'no more; it ended'} {moment(person.blocked_until)}"

    @admin.display(description="Reason")
    def reason(self, person: Person) -> str:
        return format_html("<bdi>{}</bdi>", person.told or "–")

    @admin.display(description="Trusted")
    def trusted(self, person: Person) -> str:
        return f"since {moment(person.trusted_at)}" if person.trusted_at else "–"
