"""The SQL by which a vote is cast, in parts that both databases understand.

On PostgreSQL the parts are one statement, so that a vote and its tally change together and no lock waits on Python. A
CTE that changes rows is unknown to SQLite: there they are three statements in one transaction that holds the only
write lock, each given what the one before it returned.
"""

from __future__ import annotations

#: What a vote weighs where it is counted.
WEIGHT = "CASE WHEN vote.value > 0 THEN vote.power WHEN vote.value < 0 THEN -vote.power ELSE 0 END"

#: A thousand times (ups + downs) ** (smaller / larger), to the nearest whole number; Reddit's measure of controversy.
CONTROVERSY = """
CASE WHEN ({ups}) <= 0 OR ({downs}) <= 0 THEN 0 ELSE CAST(ROUND(1000 * POWER(
  CAST(({ups}) + ({downs}) AS double precision),
  CASE WHEN ({ups}) < ({downs}) THEN CAST({ups} AS double precision) / ({downs})
  ELSE CAST({downs} AS double precision) / ({ups}) END
)) AS bigint) END
"""

#: Count one cast of the voter who acts, unless it was merged or parted since somebody looked.
SPEND = """
UPDATE votes_voter SET
  minute_casts = CASE WHEN minute = %(minute)s THEN minute_casts ELSE 0 END + 1,
  hour_casts = CASE WHEN minute / 60 = %(minute)s / 60 THEN hour_casts ELSE 0 END + 1,
  day_casts = CASE WHEN minute / 1440 = %(minute)s / 1440 THEN day_casts ELSE 0 END + 1,
  minute = %(minute)s
WHERE id = %(acting)s AND COALESCE(merged_into_id, id) = %(keyed)s
RETURNING minute_casts, hour_casts, day_casts
"""

#: Add the vote or change it. Whether it counts is decided when it is added, and nothing here changes it later.
#: There is one row at most; with LIMIT, PostgreSQL plans and runs what the reason takes once and not for each mention.
CAST = f"""
INSERT INTO {{vote}} AS vote (target_id, voter_id, origin_id, axis, value, power, was, state, reason,
  state_before, reason_before, network, version, cast_at, changed_at)
SELECT ballot.target_id, %(keyed)s, %(acting)s, %(axis)s, %(value)s, %(power)s, 0,
  CASE WHEN ballot.reason = '' THEN 'counted' ELSE 'held' END, ballot.reason, '', '', %(network)s, %(version)s,
  %(now)s, %(now)s
FROM (
  SELECT tally.target_id, CASE
    WHEN %(crowded)s = 1 THEN 'crowd'
    WHEN caster.minute_casts > %(a_minute)s OR caster.hour_casts > %(an_hour)s OR caster.day_casts > %(a_day)s
      THEN 'pace'
    WHEN %(network)s <> '' AND %(network_full)s <= (
      SELECT COUNT(*) FROM {{vote}} AS other
      WHERE other.target_id = %(target)s AND other.axis = %(axis)s AND other.network = %(network)s
    ) THEN 'network'
    WHEN caster.day_casts > %(at_one)s AND %(at_one)s <= (
      SELECT COUNT(*) FROM {{vote}} AS other JOIN {{tally}} AS aim ON aim.target_id = other.target_id
      WHERE other.voter_id = %(keyed)s AND aim.author_id = tally.author_id AND other.cast_at >= %(midnight)s
        AND other.value * %(value)s > 0
    ) THEN 'aim'
    ELSE '' END AS reason
  FROM {{tally}} AS tally CROSS JOIN caster
  WHERE tally.target_id = %(target)s AND tally.open
    AND caster.minute_casts <= %(times)s * %(a_minute)s AND caster.hour_casts <= %(times)s * %(an_hour)s
    AND caster.day_casts <= %(times)s * %(a_day)s
    AND (%(value)s <> 0 OR EXISTS (
      SELECT 1 FROM {{vote}} AS own
      WHERE own.target_id = %(target)s AND own.voter_id = %(keyed)s AND own.axis = %(axis)s
    ))
  LIMIT 1
) AS ballot
WHERE true
ON CONFLICT (target_id, voter_id, axis) DO UPDATE SET
  was = {WEIGHT},
  value = excluded.value, power = excluded.power, origin_id = excluded.origin_id, version = excluded.version,
  changed_at = CASE WHEN vote.value = excluded.value THEN vote.changed_at ELSE excluded.changed_at END
WHERE vote.origin_id = excluded.origin_id OR %(owns)s = 1
RETURNING target_id, axis, value, power, was, state, reason
"""

#: By how much the vote in `changed`, cast before or just now, moves each sum.
MOVES = f"""
SELECT moved.target_id, moved.state, moved.reason,
  CASE WHEN counted AND axis = 1 THEN weight - was ELSE 0 END AS karma,
  CASE WHEN counted AND axis = 1 THEN there - was_there ELSE 0 END AS karma_votes,
  CASE WHEN counted AND axis = 1 THEN
    CASE WHEN weight > 0 THEN weight ELSE 0 END - CASE WHEN was > 0 THEN was ELSE 0 END ELSE 0 END AS ups,
  CASE WHEN counted AND axis = 1 THEN
    CASE WHEN weight < 0 THEN -weight ELSE 0 END - CASE WHEN was < 0 THEN -was ELSE 0 END ELSE 0 END AS downs,
  CASE WHEN counted AND axis = 2 THEN weight - was ELSE 0 END AS agreement,
  CASE WHEN counted AND axis = 2 THEN there - was_there ELSE 0 END AS agreement_votes,
  CASE WHEN moved.state = 'held' THEN there - was_there ELSE 0 END AS held
FROM (
  SELECT vote.*, {WEIGHT} AS weight, vote.state = 'counted' AS counted,
    CASE WHEN vote.value = 0 THEN 0 ELSE 1 END AS there, CASE WHEN vote.was = 0 THEN 0 ELSE 1 END AS was_there
  FROM changed AS vote
) AS moved
"""

#: Add what the vote moves to the tally.
ADD = f"""
UPDATE {{tally}} SET
  {{sums}},
  controversy = {CONTROVERSY.format(ups="{tally}.ups + moves.ups", downs="{tally}.downs + moves.downs")}
FROM ({MOVES}) AS moves WHERE {{tally}}.target_id = moves.target_id
RETURNING {{told}}
"""
