"""What moderators decide about votes: each decision is about many at once, logged, and can be undone at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from wiki.log.models import Entry
from wiki.votes.abstract import Reason, State, Vote, concrete, rows_of
from wiki.votes.casting import retried
from wiki.votes.merging import locked
from wiki.votes.models import Judgement
from wiki.votes.recounting import recount_targets

if TYPE_CHECKING:
    from accounts.models import User

#: By verb: from which states, and to which.
VERBS: dict[str, tuple[set[State], State]] = {
    "hold": ({State.COUNTED}, State.HELD),
    "release": ({State.HELD}, State.COUNTED),
    "discount": ({State.COUNTED, State.HELD}, State.DISCOUNTED),
    "count again": ({State.DISCOUNTED}, State.COUNTED),
    "let stand": ({State.COUNTED, State.HELD}, State.COUNTED),
}
#: Votes decided about in one transaction.
BATCH = 2_000


def applies(verb: str, chosen: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the chosen votes to which the verb applies."""
    return chosen.filter(state__in=VERBS[verb][0])


def preview(verb: str, chosen: QuerySet[Any]) -> dict[str, int]:
    """What a decision would change: how many votes, of how many voters, on how many targets; nothing is changed."""
    return applies(verb, chosen).aggregate(
        votes=Count("pk"), voters=Count("voter", distinct=True), targets=Count("target", distinct=True)
    )


def judge(verb: str, chosen: QuerySet[Any], *, actor: User, reason: str) -> Judgement:
    """Decide so about these votes, logged before the first is changed; what it applies to no more is left."""
    start, end = VERBS[verb]
    ids = list(applies(verb, chosen).order_by("pk").values_list("pk", flat=True))
    judgement = begin(verb, chosen.model, len(ids), actor, reason)
    told = {"state": end, "reason": "" if end == State.COUNTED else Reason.MODERATOR, "judgement": judgement}
    changes = {"state_before": F("state"), "reason_before": F("reason"), **told}
    judgement.votes = change_all(chosen.model, ids, Q(state__in=start), changes)
    judgement.save(update_fields=["votes"])
    return judgement


@transaction.atomic
def begin(verb: str, votes: type[Vote], count: int, actor: User, reason: str) -> Judgement:
    """A decision about so many votes, and its entry in the log."""
    judgement = Judgement.objects.create(verb=verb, kind=votes._meta.label_lower, votes=count, reason=reason)
    Entry.objects.record(f"votes: {verb}", judgement, actor=actor, reason=reason, before={}, after={"votes": count})
    return judgement


def undo(judgement: Judgement, *, actor: User, reason: str = "") -> int | None:
    """Let the votes of a decision be what they were, but for those decided about since; nothing where that is done."""
    if not end(judgement, actor, reason):
        return None
    votes = next(table for table in concrete() if table._meta.label_lower == judgement.kind)
    which = Q(judgement=judgement, state=VERBS[judgement.verb][1])
    ids = list(rows_of(votes).filter(which).order_by("pk").values_list("pk", flat=True))
    back = {"state": F("state_before"), "reason": F("reason_before"), "judgement": None}
    return change_all(votes, ids, which, back)


@transaction.atomic
def end(judgement: Judgement, actor: User, reason: str) -> bool:
    """Note and log that a decision is undone; of two who undo it at once, one does."""
    won = Judgement.objects.filter(pk=judgement.pk, undone_at=None).update(undone_at=timezone.now())
    if won:
        told = {"votes": judgement.votes}
        Entry.objects.record("votes: undo", judgement, actor=actor, reason=reason, before={**told}, after={})
    return bool(won)


def change_all(votes: type[Vote], ids: list[int], which: Q, told: dict[str, Any]) -> int:
    """Change those of these votes that are still so, in batches that each keep the tallies exact; says how many."""
    batches = [Q(pk__in=ids[start : start + BATCH]) & which for start in range(0, len(ids), BATCH)]
    return sum(retried(partial(change, votes, among, told)) for among in batches)


@transaction.atomic
def change(votes: type[Vote], which: Q, told: dict[str, Any]) -> int:
    """Change these votes and recount their targets; says how many there were."""
    rows = dict(locked(votes, which).values_list("pk", "target"))
    rows_of(votes).filter(pk__in=rows).update(**told)
    recount_targets(votes, sorted(set(rows.values())))
    return len(rows)
