"""Deciding: the one door through which moderators change what may be read and who may speak, many at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction

from wiki.authors.models import AuthorTotals
from wiki.log.models import Entry
from wiki.moderation import akismet, comment_verbs, host_verbs, person_verbs
from wiki.moderation.cases import close_cases, settle_flags
from wiki.moderation.comment_verbs import COMMENTS
from wiki.moderation.host_verbs import PAGES, WORKS
from wiki.moderation.models import Decided, Decision
from wiki.moderation.person_verbs import PEOPLE
from wiki.moderation.verbs import Hand
from wiki.votes.casting import retried

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.log.models import States
    from wiki.moderation.verbs import Verb

#: In the order in which they are locked.
THINGS = {thing.kind: thing for thing in (PAGES, WORKS, COMMENTS, PEOPLE)}
VERBS = {verb.name: verb for verb in (*comment_verbs.VERBS, *host_verbs.VERBS, *person_verbs.VERBS)}
#: Of which Akismet is told, where the site has a key: whether it was spam.
LEARNT = {"approve": False, "spam": True}

Rows = dict[str, dict[int, Any]]


class Outcome(NamedTuple):
    """A decision, or none where nothing was changed; to how many of those chosen it was done, and to how many not."""

    decision: Decision | None
    done: int
    late: int


def decide(name: str, chosen: Mapping[int, Any], *, actor: User | AnonymousUser, reason: str, **how: Any) -> Outcome:
    """Decide so about these things, by number, each as the moderator saw it; `how` is what else the verb wants.

    What is no longer as it was seen is left and counted as late; where all are, nothing is logged.
    """
    return retried(lambda: decided(VERBS[name], chosen, actor=actor, reason=reason, how=how))


@transaction.atomic
def decided(
    verb: Verb, chosen: Mapping[int, Any], *, actor: User | AnonymousUser, reason: str, how: Mapping[str, Any]
) -> Outcome:
    """The same, where the database does not end it for others."""
    hand = Hand(Decision.objects.create(verb=verb.name, reason=reason), actor, reason, how)
    if verb.kind == PEOPLE.kind:
        person_verbs.still(chosen)
    reached = {**verb.reach(chosen, how)}
    reached[verb.kind] = {*chosen, *reached.get(verb.kind, ())}
    rows = hold(reached)
    before = states(rows)
    done = [pk for pk, row in rows[verb.kind].items() if pk in chosen and verb.deed(row, chosen[pk], hand)]
    if not done:
        transaction.set_rollback(True)
        return Outcome(None, 0, len(chosen))
    note(hand, verb, before, {(verb.kind, pk) for pk in done}, len(done))
    return Outcome(hand.decision, len(done), len(chosen) - len(done))


def hold(keys: Mapping[str, Collection[int]]) -> Rows:
    """These things, by kind and number, locked in the one order in which all lock them, and the totals that follow."""
    rows: Rows = {kind: thing.hold(keys[kind]) for kind, thing in THINGS.items() if kind in keys}
    authors = {row.author_id for row in rows.get(COMMENTS.kind, {}).values()}
    totals = AuthorTotals.objects.select_for_update(no_key=True).filter(author__in=authors)
    list(totals.order_by("author").values_list("author"))
    return rows


def states(rows: Rows) -> dict[tuple[str, int], States]:
    """What a decision may change, of each of these things."""
    return {(kind, pk): THINGS[kind].states(row) for kind, found in rows.items() for pk, row in found.items()}


def note(hand: Hand, verb: Verb, before: dict[tuple[str, int], States], done: set[tuple[str, int]], count: int) -> None:
    """Keep what was decided about, how each was and became, and let nothing of it wait any more."""
    touched: dict[str, list[int]] = {}
    for kind, pk in before:
        touched.setdefault(kind, []).append(pk)
    after = states(hold(touched))
    changed = [key for key in before if key in done or before[key] != after[key]]
    Decided.objects.bulk_create(
        Decided(decision=hand.decision, kind=kind, target_id=pk, before=before[kind, pk], after=after[kind, pk])
        for kind, pk in changed
    )
    comments = [pk for kind, pk in changed if kind == COMMENTS.kind]
    if verb.name in LEARNT:
        akismet.tell(comments, spam=LEARNT[verb.name])
    if verb.upholds is not None:
        close_cases(comments, by=hand.decision)
        settle_flags(comments, by=hand.decision, upheld=verb.upholds)
    hand.decision.count = count
    hand.decision.save(update_fields=["count"])
    Entry.objects.record(
        f"decided: {verb.name}", hand.decision, actor=hand.actor, reason=hand.reason, before={}, after={"count": count}
    )
