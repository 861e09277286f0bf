"""The page that asks before a decision is made, and the sentence that says what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.template.defaultfilters import pluralize
from django.urls import reverse
from django.utils.html import format_html

from wiki.comments.models import Comment
from wiki.moderation.comment_verbs import COMMENTS
from wiki.moderation.dossiers import begins, thought_of
from wiki.moderation.host_verbs import PAGES, WORKS
from wiki.moderation.models import Case
from wiki.moderation.person_verbs import PEOPLE, BlockForm
from wiki.moderation.pins import pin
from wiki.moderation.public_log import told_to

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from django.db.models import QuerySet
    from django.http import QueryDict

    from wiki.comments.moving import Seen
    from wiki.lib.kinds import Viewer
    from wiki.log.asking import ReasonForm
    from wiki.moderation.choosing import ChoiceForm
    from wiki.moderation.deciding import Outcome
    from wiki.moderation.models import Decision
    from wiki.moderation.verbs import Verb

SAMPLE = 5
#: Of what else a verb lets appear: so much is asked about at once, and so much of it can be read there.
MOST_FURTHER = 200
FURTHER_READ = 20
IDLE = "{} left as {}, where it does not apply."
LATE_ONE = "1 was changed or decided by somebody else meanwhile and was left."
STILL_ONE = "1 comment of theirs goes on waiting."
STILL_MANY = "{} comments of theirs go on waiting."
LATE_MANY = "{} were changed or decided by somebody else meanwhile and were left."
NOUNS = {COMMENTS.kind: "comment", PEOPLE.kind: "reader", PAGES.kind: "page", WORKS.kind: "work"}
NOTHING = "Nothing was done"


@dataclass(frozen=True)
class Sampled:
    """One of those chosen, and whether it is no longer as it was seen."""

    comment: Comment
    late: bool


def told(choice: ChoiceForm, chosen: Mapping[int, Any], viewer: Viewer) -> dict[str, Any]:
    """What the page that asks shows: how many, some of them, and what else the verb touches as it is asked for."""
    verb, seen = choice.chosen_verb, choice.seen
    rows = read(Comment.objects.to_moderate(viewer).filter(pk__in=seen))
    sampled = [Sampled(row, is_late(row, choice)) for row in rows]
    late = sum(one.late for one in sampled)
    return {
        "verb": verb,
        "noun": NOUNS[verb.kind],
        "pins": [(key, pin_of(one), choice.thought[key]) for key, one in seen.items()],
        "count": len(chosen),
        "late": late + len(seen) - len(sampled),
        "sample": sampled[:SAMPLE],
        "idle": len(idle_among(verb, seen)),
        "more": max(0, len(sampled) - SAMPLE),
        **further(verb, chosen, seen, viewer),
    }


def read(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """These comments in their order, with what a sample of them shows, and what is thought of their authors."""
    author = [f"author__{name}" for name in ("name", "listed", "double")]
    person = [f"author__person__{name}" for name in ("trusted_at", "blocked_at", "blocked_until", "told")]
    rows = rows.select_related("author__person").only("excerpt", "public_id", "state", "version", *author, *person)
    return rows.order_by("pk")


def is_late(row: Comment, choice: ChoiceForm) -> bool:
    """Whether it is no longer as it was seen, or, where it is decided about its author, what is thought of them."""
    about_them = choice.chosen_verb.kind == PEOPLE.kind
    return row.seen != choice.seen[row.pk] or (about_them and thought_of(row.author) != choice.thought[row.pk])


def further(verb: Verb, chosen: Collection[int], seen: Collection[int], viewer: Viewer) -> dict[str, Any]:
    """What else it touches before anything is said of how: how much, some of it, its pins, and how much it leaves."""
    reached = reach_of(verb, chosen)
    rows = Comment.objects.to_moderate(viewer).filter(pk__in=reached - set(seen))
    pinned = list(read(rows)[:MOST_FURTHER])
    return {
        "also": len(reached & set(seen)) + len(pinned),
        "further": pinned[:FURTHER_READ],
        "further_more": max(0, len(pinned) - FURTHER_READ),
        "further_pins": [(row.pk, pin(row)) for row in pinned],
        "left": len(reached - set(seen)) - len(pinned),
    }


def form_of(verb: Verb, chosen: Collection[int], sent: QueryDict | None) -> ReasonForm:
    """What a verb is asked with about these things, or what was sent of it; it says who will read the reason."""
    form = verb.form(sent, verb=verb)
    if "reason" in form.fields:
        form.fields["reason"].help_text = told_to(verb.name)
        form.fields["reason"].widget.attrs["autofocus"] = True  # whoever works by keys goes on with Enter
    if isinstance(form, BlockForm):
        form.about(chosen)
    return form


def reach_of(verb: Verb, chosen: Collection[int]) -> set[int]:
    """The comments that it touches besides what was chosen, before anything is said of how."""
    return set(verb.reach(chosen, {}).get(COMMENTS.kind, ()))


def pin_of(seen: Seen) -> str:
    """The pin for what was seen."""
    return pin(Comment(version=seen.version, state=seen.state))


def idle_among(verb: Verb, seen: Mapping[int, Seen]) -> set[int]:
    """Those of the chosen comments to which the verb does not apply, already as they were seen."""
    if verb.kind != COMMENTS.kind:
        return set()
    waited = set(Case.objects.filter(comment__in=seen).values_list("comment", flat=True))
    return {key for key, one in seen.items() if not begins(verb.name, one.state, waits=key in waited)}


def besides(verb: Verb, decision: Decision) -> str:
    """With how many comments of theirs it was done to people."""
    count = decision.decided.filter(kind=COMMENTS.kind).count() if verb.kind == PEOPLE.kind else 0
    return f", with {count} comment{pluralize(count)} of theirs" if count else ""


def still(verb: Verb, chosen: Collection[int]) -> str:
    """That there is more of what it touches, which came or changed since it was asked about, or was too much."""
    count = len(reach_of(verb, chosen))
    return STILL_ONE if count == 1 else STILL_MANY.format(count) if count else ""


def sentence(verb: Verb, outcome: Outcome, chosen: Collection[int], idle: int = 0) -> tuple[str, int]:
    """What became of a decision about these, with the way to undo it; and how loud to say so."""
    late = LATE_ONE if outcome.late == 1 else LATE_MANY.format(outcome.late) if outcome.late else ""
    left = IDLE.format(idle, "it was" if idle == 1 else "they were") if idle else ""
    said = f"{outcome.done} {verb.done}{besides(verb, outcome.decision)}" if outcome.decision else NOTHING
    waits = still(verb, chosen) if outcome.decision else ""
    whole = " ".join(part for part in (f"{said}{';' if late or left else '.'}", late, left, waits) if part)
    if outcome.decision is None:
        return whole, messages.WARNING
    undo = reverse("admin:moderation_decision_undo", args=[outcome.decision.pk])
    return format_html('{} <a href="{}">Undo…</a>', whole, undo), messages.SUCCESS
