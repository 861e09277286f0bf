"""What is decided about readers: whether they are trusted, and whether they may say anything for a time."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.comments.states import STANDING, State
from wiki.log.asking import ReasonForm
from wiki.log.models import Entry
from wiki.moderation.models import Case, Person
from wiki.moderation.regards import Regard, as_seen
from wiki.moderation.verbs import Hand, Thing, Verb

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from wiki.log.models import States

KIND = Person._meta.label_lower
COMMENTS = Comment._meta.label_lower
WHEN = ("trusted_at", "blocked_at", "blocked_until")
#: How far back a block may clean up after somebody.
SPANS = (
    (0, "Leave it as it is"),
    (1, "Hide what they said in the last day"),
    (7, "Hide what they said in the last week"),
    (30, "Hide what they said in the last 30 days"),
)
EARLIER = "Choose a day that is still to come, or none."


class BlockForm(ReasonForm):
    """Until when and why somebody may say nothing, and what becomes of what they said lately."""

    until = forms.DateField(
        label="Until the beginning of this day, UTC",
        required=False,
        help_text="Empty: for good.",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write the day as year, month and day: 2027-03-01."},
    )
    days = forms.TypedChoiceField(label="What they said lately", choices=SPANS, coerce=int, initial=0)

    def about(self, chosen: Collection[int]) -> None:
        """Let each span say how many comments of these people it holds."""
        labels = [f"{label} ({said_lately(chosen, days).count()})" if days else label for days, label in SPANS]
        choices = zip((days for days, _label in SPANS), labels, strict=True)
        self.fields["days"].choices = list(choices)  # type: ignore[attr-defined]

    def clean_until(self) -> date | None:
        """A day that is still to come."""
        until: date | None = self.cleaned_data["until"]
        if until and until <= timezone.now().astimezone(UTC).date():
            raise forms.ValidationError(EARLIER)
        return until


def readers(keys: Collection[int]) -> list[int]:
    """Those of these authors about whom can be decided: nobody who writes here, moderates or does everything."""
    rows = Author.objects.filter(pk__in=keys, listed=False).exclude(user__is_staff=True)
    return list(rows.exclude(user__is_superuser=True).values_list("pk", flat=True))


def hold(keys: Collection[int]) -> dict[int, Person]:
    """What is thought of these authors, as far as they are there; about whom nobody has thought there is a row now."""
    people = readers(keys)
    Person.objects.bulk_create([Person(author_id=pk) for pk in people], ignore_conflicts=True)
    rows = Person.objects.filter(pk__in=people).select_for_update(no_key=True)
    return {row.pk: row for row in rows.order_by("pk")}


def still(keys: Collection[int]) -> None:
    """Let none of these authors say anything until this transaction ends; what they just said can be seen by now.

    Before all else: who says something holds their own author's row first, too.
    """
    list(Author.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").values_list("pk"))


def states(person: Person) -> States:
    """Since when they are trusted, since and until when they are blocked, and why they are told."""
    moments = {name: getattr(person, name) for name in WHEN}
    told: States = {name: at and at.isoformat() for name, at in moments.items()}
    return told | {"told": person.told}


def back(person: Person, before: Any, hand: Hand) -> None:
    """Let them be thought of as before."""
    moments = {name: before[name] and parse_datetime(before[name]) for name in WHEN}
    change(person, "put back", hand, **moments, told=before["told"])


def change(person: Person, said: str, hand: Hand, **fields: Any) -> bool:
    """Think so of them, and log it, unless that is thought already."""
    if all(getattr(person, name) == value for name, value in fields.items()):
        return False
    for name, value in fields.items():
        setattr(person, name, value)
    person.save(update_fields=fields)
    until = person.blocked_until.isoformat() if person.blocked_until else None
    after: States = {"trusted": person.is_trusted, "blocked": person.is_blocked, "until": until}
    Entry.objects.record(
        said, person, actor=hand.actor, reason=hand.reason, after=after | {"decision": hand.decision.pk}
    )
    return True


def held(authors: Collection[int]) -> QuerySet[Comment]:
    """What these said that nobody reads until somebody has decided about it."""
    return Comment.objects.filter(state=State.PENDING, author__in=authors)


def waiting(authors: Collection[int]) -> QuerySet[Comment]:
    """What these said and nobody has decided about: held, or taken for spam by a machine alone."""
    undecided = Exists(Case.objects.open().filter(comment=OuterRef("pk")))
    which = Q(state=State.PENDING) | Q(state=State.SPAM) & Q(undecided)
    return Comment.objects.filter(which, author__in=authors)


def said_lately(authors: Collection[int], days: int) -> QuerySet[Comment]:
    """What these said in the last so many days that is read or waits."""
    since = timezone.now() - timedelta(days=days)
    rows = Comment.objects.filter(author__in=authors, state__in=[State.PENDING, *STANDING], posted_at__gt=since)
    return rows if days else rows.none()


def reach_waiting(chosen: Collection[int], _how: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
    """All that waits of theirs."""
    return {COMMENTS: list(waiting(readers(chosen)).values_list("pk", flat=True))}


def reach_held(chosen: Collection[int], _how: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
    """All that is held of theirs."""
    return {COMMENTS: list(held(readers(chosen)).values_list("pk", flat=True))}


def reach_lately(chosen: Collection[int], how: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
    """What is to be cleaned up."""
    found = said_lately(readers(chosen), how.get("days", 0))
    return {COMMENTS: list(found.values_list("pk", flat=True))}


def approve(rows: QuerySet[Comment], seen: Regard | None, hand: Hand) -> bool:
    """Let everyone read these, each as it was seen; what was not seen goes on waiting. Says whether there was any."""
    pins = {**seen.further, **seen.shown} if seen else {}
    chosen = rows.filter(pk__in=pins) if seen else rows
    changed = False
    for comment in chosen.order_by("pk"):
        pin = pins.get(comment.pk)
        changed |= comment.approve(actor=hand.actor, reason=hand.reason, seen=pin, decision=hand.decision.pk)
    return changed


@as_seen
def release(person: Person, seen: Regard | None, hand: Hand) -> bool:
    """Let all that is held of theirs appear; what they say later is judged as before."""
    return approve(held([person.pk]), seen, hand)


@as_seen
def trust(person: Person, seen: Regard | None, hand: Hand) -> bool:
    """Let all that they say appear at once, and all that waits of theirs with it."""
    changed = change(person, "trusted", hand, trusted_at=person.trusted_at or timezone.now())
    return approve(waiting([person.pk]), seen, hand) or changed


@as_seen
def untrust(person: Person, _seen: Regard | None, hand: Hand) -> bool:
    """Judge what they say as everybody's."""
    return change(person, "no longer trusted", hand, trusted_at=None)


@as_seen
def block(person: Person, _seen: Regard | None, hand: Hand) -> bool:
    """Let them say nothing until then, and hide what they said lately."""
    day = hand.how.get("until")
    until = datetime.combine(day, time.min, UTC) if day else None
    since = person.blocked_at if person.is_blocked else timezone.now()
    told = {"blocked_at": since, "blocked_until": until, "told": hand.reason}
    changed = change(person, "blocked", hand, **told, trusted_at=None)
    for comment in said_lately([person.pk], hand.how.get("days", 0)).order_by("pk"):
        changed |= comment.hide(actor=hand.actor, reason=hand.reason, decision=hand.decision.pk)
    return changed


@as_seen
def unblock(person: Person, _seen: Regard | None, hand: Hand) -> bool:
    """Let them speak again."""
    return change(person, "unblocked", hand, blocked_at=None, blocked_until=None, told="")


PEOPLE = Thing(KIND, hold, states, back)
VERBS = (
    Verb(
        "release",
        "Approve all of theirs",
        "let through",
        "All that is held of theirs appears now. What they say later is judged as everybody's.",
        reason="if you like",
        kind=KIND,
        deed=release,
        reach=reach_held,
        upholds=False,
    ),
    Verb(
        "trust",
        "Trust",
        "trusted",
        "All that they say appears at once, and what waits of theirs appears now.",
        reason="if you like",
        kind=KIND,
        deed=trust,
        reach=reach_waiting,
        upholds=False,
    ),
    Verb(
        "untrust",
        "Trust no longer",
        "no longer trusted",
        "What they say is judged as everybody's.",
        reason="if you like",
        kind=KIND,
        deed=untrust,
    ),
    Verb(
        "block",
        "Block",
        "blocked",
        "They cannot reply, edit or flag until then. They can read, vote, delete what they said, and take their data. "
        "They are told the reason, and until when.",
        reason="required",
        form=BlockForm,
        kind=KIND,
        deed=block,
        reach=reach_lately,
        upholds=True,
    ),
    Verb(
        "unblock",
        "Unblock",
        "unblocked",
        "They can speak again.",
        reason="if you like",
        kind=KIND,
        deed=unblock,
    ),
)
