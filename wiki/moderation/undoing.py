"""Undoing a decision: what it was about is again what it was before, where nobody has changed it since."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone

from wiki.log.models import Entry
from wiki.moderation.cases import reopen_cases, unsettle_flags
from wiki.moderation.comment_verbs import COMMENTS
from wiki.moderation.deciding import THINGS, VERBS, Rows, hold
from wiki.moderation.flagging import settle
from wiki.moderation.models import Decided, Decision
from wiki.moderation.verbs import Hand
from wiki.votes.casting import retried

if TYPE_CHECKING:
    from accounts.models import User


class Undone(NamedTuple):
    """Of how many chosen things a decision was undone, and how many were left since they are not as it left them."""

    back: int
    left: int


def undo(decision: Decision, *, actor: User, reason: str = "") -> Undone | None:
    """Let each thing be what it was before; nothing where this was done already."""
    return retried(lambda: undone(decision, actor=actor, reason=reason))


@transaction.atomic
def undone(decision: Decision, *, actor: User, reason: str) -> Undone | None:
    """The same, where the database does not end it for others."""
    if not Decision.objects.filter(pk=decision.pk, undone_at=None).update(undone_at=timezone.now()):
        return None
    rows = {(row.kind, row.target_id): row for row in decision.decided.all()}
    things = hold(by_kind(rows))
    overtaken = decided_since(decision, rows)
    hand = Hand(decision, actor, reason, {})
    back = {key for key, row in rows.items() if key not in overtaken and put_back(row, things, hand)}
    comments = [pk for kind, pk in back if kind == COMMENTS.kind]
    reopen_cases(comments, of=decision)
    unsettle_flags(comments, of=decision)
    settle(comments)
    count = sum(kind == VERBS[decision.verb].kind for kind, _pk in back)
    Entry.objects.record(
        "undone", decision, actor=actor, reason=reason, before={"count": decision.count}, after={"undone": count}
    )
    return Undone(count, decision.count - count)


def standing(decision: Decision) -> int:
    """Of how many chosen things an undo would take it back, as they are now; nothing is changed."""
    rows = {(row.kind, row.target_id): row for row in decision.decided.all()}
    with transaction.atomic():
        things = hold(by_kind(rows))
        overtaken = decided_since(decision, rows)
        kind = VERBS[decision.verb].kind
        return sum(key[0] == kind and key not in overtaken and is_left(row, things) for key, row in rows.items())


def by_kind(rows: dict[tuple[str, int], Decided]) -> dict[str, list[int]]:
    """The numbers of what was decided about."""
    found: dict[str, list[int]] = {}
    for kind, pk in rows:
        found.setdefault(kind, []).append(pk)
    return found


def put_back(row: Decided, things: Rows, hand: Hand) -> bool:
    """Let one thing be what it was before, if it is as the decision left it."""
    if not is_left(row, things):
        return False
    THINGS[row.kind].back(things[row.kind][row.target_id], row.before, hand)
    return True


def is_left(row: Decided, things: Rows) -> bool:
    """Whether one thing is as the decision left it."""
    found, thing = things[row.kind].get(row.target_id), THINGS[row.kind]
    return found is not None and thing.is_left(row.before, row.after, thing.states(found))


def decided_since(decision: Decision, rows: dict[tuple[str, int], Decided]) -> set[tuple[str, int]]:
    """Those of these things about which there is a later decision that stands."""
    later: set[tuple[str, int]] = set()
    for kind, keys in by_kind(rows).items():
        newer = Decided.objects.filter(kind=kind, target_id__in=keys, pk__gt=max(row.pk for row in rows.values()))
        standing = newer.filter(decision__undone_at=None).exclude(decision=decision)
        later |= {(kind, pk) for pk in standing.values_list("target_id", flat=True)}
    return later
