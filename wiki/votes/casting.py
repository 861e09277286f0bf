"""Casting a vote: one door, one short transaction, and a sum that is exact whoever else is at it."""

from __future__ import annotations

import random
import time
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from wiki.votes.abstract import Axis, Tally, rows_of
from wiki.votes.limits import A_DAY, A_MINUTE, AN_HOUR, AT_ONE, TIMES, minute_of, too_many
from wiki.votes.models import Voter
from wiki.votes.refusals import CLAIMED, CLOSED, MovedError, RefusedError
from wiki.votes.statements import ADD, CAST, SPEND

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from typing import TypeVar

    from wiki.votes.abstract import Vote
    from wiki.votes.casters import Caster

    Result = TypeVar("Result")

LIMITS = {"a_minute": A_MINUTE, "an_hour": AN_HOUR, "a_day": A_DAY, "at_one": AT_ONE, "times": TIMES}
TRIES = 5
LINE = Lock()
#: PostgreSQL's codes for "try again": a deadlock, and a transaction that could not be serialized.
AGAIN = {"40P01", "40001"}


@dataclass(frozen=True)
class Ballot:
    """What somebody wants to have said: not a change but the value that then holds, so that a retry changes nothing."""

    axis: Axis
    value: int
    #: Of the target's text.
    version: int = 1

    @property
    def power(self) -> int:
        """What it weighs: 1, or 2 for a strong one; it is kept in the vote, and nothing later rewrites it."""
        return max(1, abs(self.value))


@dataclass(frozen=True)
class Cast:
    """What became of a ballot: the sums with it, and whether it is in them; no state where there is no vote."""

    sums: dict[str, int]
    state: str
    reason: str


def cast(votes: type[Vote], target: int, caster: Caster, ballot: Ballot) -> Cast:
    """Let this be what the caster says of the target; RefusedError, or MovedError to look the caster up anew."""
    for _ in range(TRIES):
        found = retried(lambda: put(votes, parameters(target, caster, ballot)))
        found = found or why_not(votes, target, caster, ballot)
        if found:
            return found
    raise OperationalError("a vote met others of the same voter again and again")


def parameters(target: int, caster: Caster, ballot: Ballot) -> dict[str, Any]:
    """What the statements are told."""
    now = timezone.now()
    moment = connection.ops.adapt_datetimefield_value
    return {
        "target": target,
        "acting": caster.acting,
        "keyed": caster.keyed,
        "owns": int(caster.owns),
        "axis": ballot.axis.value,
        "value": ballot.value,
        "power": ballot.power,
        "version": ballot.version,
        "network": caster.network,
        "crowded": int(caster.crowded),
        "minute": minute_of(now),
        "now": moment(now),
        "midnight": moment(midnight(now)),
        "network_full": settings.VOTE_NETWORK_FULL,
        **LIMITS,
    }


def midnight(now: datetime) -> datetime:
    """When this UTC day began."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def put(votes: type[Vote], told: dict[str, Any]) -> Cast | None:
    """Cast, or return nothing where a condition of the statement does not hold."""
    if told["acting"] == told["keyed"] and connection.vendor == "postgresql":
        return at_once(votes, told)
    with in_line(), transaction.atomic():
        if told["acting"] != told["keyed"]:
            Voter.objects.in_order(told["acting"], told["keyed"])  # whoever parts or erases either waits, or we do
        return (at_once if connection.vendor == "postgresql" else in_turn)(votes, told)


def in_line() -> AbstractContextManager[object]:
    """Wait for the other threads of this process, where SQLite would: by sleeping ever longer, and in no order.

    Whoever has a transaction holds its write lock, and would be waited for by who is in line.
    """
    return LINE if connection.vendor == "sqlite" and not connection.in_atomic_block else nullcontext()


def at_once(votes: type[Vote], told: dict[str, Any]) -> Cast | None:
    """All in one statement, which is a transaction of its own where there is none yet."""
    with connection.cursor() as cursor:
        cursor.execute(whole(votes), told)
        row = cursor.fetchone()
    return Cast(dict(zip(Tally.SUMS, row, strict=False)), *row[-2:]) if row else None


def in_turn(votes: type[Vote], told: dict[str, Any]) -> Cast | None:
    """The same in three statements, for whoever holds the only write lock."""
    spend, change, add = parts(votes)
    with connection.cursor() as cursor:
        cursor.execute(spend, told)
        if not (spent := cursor.fetchone()):
            return None
        cursor.execute(change, told | dict(zip(SPENT, spent, strict=True)))
        if not (changed := cursor.fetchone()):
            return None
        cursor.execute(add, dict(zip(CHANGED, changed, strict=True)))
        sums = cursor.fetchone()
    return Cast(dict(zip(Tally.SUMS, sums, strict=True)), *changed[-2:])


SPENT = ("minute_casts", "hour_casts", "day_casts")
CHANGED = ("target_id", "axis", "value", "power", "was", "state", "reason")


@cache
def whole(votes: type[Vote]) -> str:
    """The one statement."""
    names = {"vote": votes._meta.db_table, "tally": votes.TALLY._meta.db_table}
    told = ", ".join([*(f"{names['tally']}.{name}" for name in Tally.SUMS), "moves.state", "moves.reason"])
    return f"WITH caster AS ({SPEND}), changed AS ({CAST.format(**names)}) {addition(names, told)}"


@cache
def parts(votes: type[Vote]) -> tuple[str, str, str]:
    """The three statements, each given as a table of one row what the one before it returned."""
    names = {"vote": votes._meta.db_table, "tally": votes.TALLY._meta.db_table}
    spent, changed = (", ".join(f"%({name})s AS {name}" for name in given) for given in (SPENT, CHANGED))
    add = addition(names, ", ".join(Tally.SUMS))
    return SPEND, f"WITH caster AS (SELECT {spent}) {CAST.format(**names)}", f"WITH changed AS (SELECT {changed}) {add}"


def addition(names: dict[str, str], told: str) -> str:
    """The statement that changes the tally."""
    moved = [name for name in Tally.SUMS if name != "controversy"]
    sums = ", ".join(f"{name} = {total(names['tally'], name)}" for name in moved)
    return ADD.format(**names, sums=sums, told=told)


def total(tally: str, name: str) -> str:
    """A sum with what is added to it.

    PostgreSQL works it out once by the row as its snapshot has it, and again by the row as it is once the lock on it
    is there. The first result is thrown away, but a count below zero in it would be refused all the same.
    """
    value = f"{tally}.{name} + moves.{name}"
    return value if name in Tally.SIGNED else f"CASE WHEN {value} > 0 THEN {value} ELSE 0 END"


def why_not(votes: type[Vote], target: int, caster: Caster, ballot: Ballot) -> Cast | None:
    """Raise why nothing was cast; the sums as they are where there was nothing to take back; nothing to try again."""
    voter = Voter.objects.filter(pk=caster.acting).first()
    if voter is None or (voter.merged_into_id or voter.pk) != caster.keyed:
        raise MovedError
    too_many(voter, minute_of(timezone.now()))
    tally = votes.TALLY._default_manager.filter(pk=target, open=True).first()
    if tally is None:
        raise RefusedError(409, CLOSED)
    vote = rows_of(votes).filter(target=target, voter=caster.keyed, axis=ballot.axis).first()
    if vote and vote.origin_id != caster.acting and not caster.owns:
        raise RefusedError(409, CLAIMED)
    if vote or ballot.value:
        return None
    return Cast({name: getattr(tally, name) for name in Tally.SUMS}, "", "")


def retried(verb: Callable[[], Result]) -> Result:
    """What it returns; tried again where the database ended it for others, unless in a transaction of the caller's."""
    for turn in range(TRIES):
        try:
            return verb()
        except OperationalError as error:
            code = getattr(error.__cause__, "pgcode", None)
            if code not in AGAIN or connection.in_atomic_block or turn == TRIES - 1:
                raise
            time.sleep(random.uniform(0.5, 1.5) * 0.01 * 2**turn)  # noqa: S311  a pause, no secret
    raise AssertionError("unreachable")
