"""A browser's votes become an account's when somebody signs in there, and can be parted from it again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from wiki.votes.abstract import Reason, State, Vote, concrete, rows_of
from wiki.votes.casting import retried
from wiki.votes.models import Voter
from wiki.votes.recounting import recount_targets

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Merged:
    """How many votes an account took over, and how many became void."""

    moved: int = 0
    void: int = 0


def merge(browser: str, user: User) -> Merged | None:
    """Give an account the votes of the browser with this hash; nothing where it has none, or is merged already.

    Where both voted the account's vote stands; what is on something of the account's own is void.
    """
    voter = Voter.objects.filter(browser=browser, merged_into=None).first()
    if voter is None:
        return None
    account = Voter.objects.for_user(user)
    return retried(lambda: merge_locked(voter.pk, account.pk, user))


@transaction.atomic
def merge_locked(browser: int, account: int, user: User) -> Merged | None:
    """The same, with both locked."""
    there = Voter.objects.in_order(browser, account)
    voter = there.get(browser)
    if voter is None or voter.merged_into_id or account not in there:
        return None
    done = Merged()
    for votes in concrete():
        rows = locked(votes, Q(voter=browser))
        own = Q(**{votes.OWNER: user})
        twice = rows_of(votes).filter(target=OuterRef("target"), axis=OuterRef("axis"), voter=account)
        changed = void(rows.filter(own), Reason.OWN) + void(rows.filter(Exists(twice)), Reason.MERGED)
        done.void += len(changed)
        done.moved += rows_of(votes).filter(voter=browser).exclude(state=State.VOID).update(voter=account)
        recount_targets(votes, sorted(set(changed)))
    voter.merged_into_id = account
    voter.save(update_fields=["merged_into"])
    return done


@transaction.atomic
def disown(user: User) -> int:
    """Let no vote of an account count on something that has become its own; says how many there were."""
    found = Voter.objects.filter(user=user).values_list("pk", flat=True)
    count = 0
    for account in Voter.objects.in_order(*found):
        for votes in concrete():
            own = rows_of(votes).filter(voter=account, **{votes.OWNER: user}).exclude(state=State.VOID)
            changed = void(locked(votes, Q(pk__in=list(own.values_list("pk", flat=True)))), Reason.OWN)
            recount_targets(votes, sorted(set(changed)))
            count += len(changed)
    return count


def locked(votes: type[Vote], which: Q) -> QuerySet[Any]:
    """These votes, locked in the order in which all lock them."""
    list(rows_of(votes).filter(which).order_by("pk").select_for_update(no_key=True).values_list("pk"))
    return rows_of(votes).filter(which)


def void(rows: QuerySet[Any], reason: Reason) -> list[int]:
    """Take votes out of the sum and note what they were; the targets whose tallies are to be recounted."""
    chosen = dict(rows.exclude(state=State.VOID).values_list("pk", "target"))
    rows.model._default_manager.filter(pk__in=chosen).update(
        state_before=F("state"), reason_before=F("reason"), judgement=None, state=State.VOID, reason=reason
    )
    return list(chosen.values())


def part(browser: str) -> int | None:
    """Give the browser with this hash its own voter back, with the votes that it cast; how many, or nothing to part."""
    voter = Voter.objects.filter(browser=browser).exclude(merged_into=None).first()
    return retried(lambda: part_locked(voter.pk, voter.merged_into_id)) if voter else None


@transaction.atomic
def part_locked(browser: int, account: int | None) -> int | None:
    voter = Voter.objects.in_order(browser, account).get(browser)
    if voter is None or voter.merged_into_id != account:
        return None
    count = 0
    for votes in concrete():
        locked(votes, Q(voter=browser) | Q(voter=account, origin=browser))
        replace(votes, browser, account)
        count += rows_of(votes).filter(voter=account, origin=browser).update(voter=browser)
        count += restore(votes, browser)
    voter.merged_into = None
    voter.save(update_fields=["merged_into"])
    return count


def replace(votes: type[Vote], browser: int, account: int | None) -> None:
    """Remove a browser's void votes that it cast anew in the account's name; what holds the old holds the new one.

    It can cast anew where another browser of the account took the vote along that these were void for.
    """
    anew = rows_of(votes).filter(voter=account, origin=browser)
    void = rows_of(votes).filter(voter=browser, state=State.VOID)
    for old in void.filter(Exists(anew.filter(target=OuterRef("target"), axis=OuterRef("axis")))):
        if old.state_before != State.COUNTED:
            same = anew.filter(target=old.target_id, axis=old.axis, state=State.COUNTED)
            same.update(state=old.state_before, reason=old.reason_before)
        old.delete()
        recount_targets(votes, [old.target_id])


def restore(votes: type[Vote], browser: int) -> int:
    """Let a browser's void votes be what they were; says how many."""
    chosen = dict(rows_of(votes).filter(voter=browser, state=State.VOID).values_list("pk", "target"))
    rows_of(votes).filter(pk__in=chosen).update(
        state=F("state_before"), reason=F("reason_before"), state_before="", reason_before=""
    )
    recount_targets(votes, sorted(set(chosen.values())))
    return len(chosen)
