"""Proving tallies by their votes, and mending them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from wiki.votes.abstract import Axis, State, Tally
from wiki.votes.statements import CONTROVERSY, WEIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wiki.votes.abstract import Vote

BATCH = 500

#: What each tally should say, by its votes: one row a target, in the order of Tally.SUMS.
TRUTH = f"""
SELECT tally.target_id,
  COALESCE(tally.carried_karma, 0) + COALESCE(sums.ups - sums.downs, 0) AS karma,
  COALESCE(tally.carried_karma_votes, 0) + COALESCE(sums.karma_votes, 0) AS karma_votes,
  COALESCE(sums.ups, 0) AS ups,
  COALESCE(sums.downs, 0) AS downs,
  {CONTROVERSY.format(ups="COALESCE(sums.ups, 0)", downs="COALESCE(sums.downs, 0)")} AS controversy,
  COALESCE(tally.carried_agreement, 0) + COALESCE(sums.agreement, 0) AS agreement,
  COALESCE(tally.carried_agreement_votes, 0) + COALESCE(sums.agreement_votes, 0) AS agreement_votes,
  COALESCE(sums.held, 0) AS held
FROM {{tally}} AS tally LEFT JOIN (
  SELECT vote.target_id,
    SUM(CASE WHEN {{karma}} AND vote.value > 0 THEN vote.power ELSE 0 END) AS ups,
    SUM(CASE WHEN {{karma}} AND vote.value < 0 THEN vote.power ELSE 0 END) AS downs,
    SUM(CASE WHEN {{karma}} AND vote.value <> 0 THEN 1 ELSE 0 END) AS karma_votes,
    SUM(CASE WHEN {{agreement}} THEN {WEIGHT} ELSE 0 END) AS agreement,
    SUM(CASE WHEN {{agreement}} AND vote.value <> 0 THEN 1 ELSE 0 END) AS agreement_votes,
    SUM(CASE WHEN vote.state = '{State.HELD}' AND vote.value <> 0 THEN 1 ELSE 0 END) AS held
  FROM {{vote}} AS vote {{among_votes}} GROUP BY vote.target_id
) AS sums ON sums.target_id = tally.target_id {{among}}
"""
UPDATE = "UPDATE {tally} SET {sets} FROM ({truth}) AS truth WHERE {tally}.target_id = truth.target_id"
DRIFT = """
SELECT tally.target_id, {columns} FROM {tally} AS tally JOIN ({truth}) AS truth USING (target_id) WHERE {differ}
"""


def truth(votes: type[Vote], among: str = "") -> str:
    """The query for what the tallies should say; `among` limits it to the targets of that condition."""
    counted = f"vote.state = '{State.COUNTED}' AND vote.axis ="
    return TRUTH.format(
        vote=votes._meta.db_table,
        tally=votes.TALLY._meta.db_table,
        karma=f"{counted} {Axis.KARMA.value}",
        agreement=f"{counted} {Axis.AGREEMENT.value}",
        among=f"WHERE tally.target_id {among}" if among else "",
        among_votes=f"WHERE vote.target_id {among}" if among else "",
    )


def recount_targets(votes: type[Vote], targets: Sequence[int]) -> None:
    """Set the tallies of these targets by their votes, inside the transaction that changed those.

    The tallies are locked first, in order: what else is voted meanwhile waits, and adds to what it then finds.
    """
    tallies = votes.TALLY._meta.db_table
    sets = ", ".join(f"{name} = truth.{name}" for name in Tally.SUMS)
    for start in range(0, len(targets), BATCH):
        among = targets[start : start + BATCH]
        locked = votes.TALLY._default_manager.filter(pk__in=among).order_by("pk")
        list(locked.select_for_update(no_key=True).values_list("pk"))
        holes = ", ".join(["%s"] * len(among))
        statement = UPDATE.format(tally=tallies, sets=sets, truth=truth(votes, f"IN ({holes})"))
        with connection.cursor() as cursor:
            cursor.execute(statement, [*among, *among])


def drift(votes: type[Vote]) -> Iterator[dict[str, Any]]:
    """Each tally that does not say what its votes do: its target, and for each sum that differs, both; one query."""
    tally = votes.TALLY._meta.db_table
    columns = ", ".join(f"tally.{name}, truth.{name}" for name in Tally.SUMS)
    differ = " OR ".join(f"tally.{name} <> truth.{name}" for name in Tally.SUMS)
    with connection.cursor() as cursor:
        cursor.execute(DRIFT.format(tally=tally, columns=columns, truth=truth(votes), differ=differ))
        for target, *both in cursor.fetchall():
            pairs = zip(Tally.SUMS, both[::2], both[1::2], strict=True)
            yield {"target": target} | {name: (told, true) for name, told, true in pairs if told != true}


def recount(votes: type[Vote]) -> int:
    """Set every tally that drifted by its votes, in batches that each lock first; says how many there were."""
    drifted = sorted(row["target"] for row in drift(votes))
    for start in range(0, len(drifted), BATCH):
        with transaction.atomic():
            recount_targets(votes, drifted[start : start + BATCH])
    return len(drifted)
