"""Three ways to cast a vote that look right, pass every test of one voter at a time, and drift under READ COMMITTED."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import F

from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes.abstract import Axis, Tally
from wiki.votes.recounting import UPDATE, truth

if TYPE_CHECKING:
    from collections.abc import Callable


def set_vote(voter: int, comment: int, value: int) -> int:
    """Let the vote be this; what it was."""
    told = {"origin_id": voter, "value": 0, "power": 1}
    vote, _ = CommentVote.objects.get_or_create(target_id=comment, voter_id=voter, axis=Axis.KARMA, defaults=told)
    before = vote.value
    vote.value = value
    vote.save()
    return before


@transaction.atomic
def read_then_write(voter: int, comment: int, value: int) -> None:
    """Two voters read the same sum, each adds their own to it, and the second writes over what the first wrote."""
    before = set_vote(voter, comment, value)
    tally = CommentTally.objects.get(pk=comment)
    tally.karma += value - before
    tally.save(update_fields=["karma"])


@transaction.atomic
def get_or_create_then_add(voter: int, comment: int, value: int) -> None:
    """The sum is safe by F(), but one voter from two connections reads the same vote, and both take the same off."""
    before = set_vote(voter, comment, value)
    CommentTally.objects.filter(pk=comment).update(karma=F("karma") + value - before)


@transaction.atomic
def recount_without_a_lock(voter: int, comment: int, value: int) -> None:
    """The sum is taken before the row's lock is there: what another commits while this waits is not in it."""
    set_vote(voter, comment, value)
    sets = ", ".join(f"{name} = truth.{name}" for name in Tally.SUMS)
    statement = UPDATE.format(tally=CommentTally._meta.db_table, sets=sets, truth=truth(CommentVote, "IN (%s)"))
    with connection.cursor() as cursor:
        cursor.execute(statement, [comment, comment])


WAYS: dict[str, Callable[[int, int, int], None]] = {
    way.__name__: way for way in (read_then_write, get_or_create_then_add, recount_without_a_lock)
}
