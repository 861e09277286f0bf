"""Fill the site of this process with voters and votes, by SQL that is quick with a million rows."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from tests.benchmarks.rows import settle
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes.abstract import Axis
from wiki.votes.casting import LIMITS
from wiki.votes.models import Voter
from wiki.votes.recounting import recount

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMENTS, WORDS = 2_000, 20
VOTERS = 5_000
#: So many casts of one voter in a minute, an hour or a day that none is held or refused here.
NO_LIMIT = 10**8

#: Votes of other days: `each` on every comment, on both axes, no two of one voter on one comment and axis.
VOTE = """
WITH RECURSIVE numbers(number) AS (SELECT 0 UNION ALL SELECT number + 1 FROM numbers WHERE number + 1 < %(votes)s),
pairs AS (SELECT number, number %% %(comments)s AS target, number / %(comments)s AS turn FROM numbers),
cast_votes AS (
  SELECT number, %(comment)s + target AS target, %(voter)s + (target * 37 + turn * 7) %% %(voters)s AS voter,
    1 + turn %% 2 AS axis
  FROM pairs
)
INSERT INTO comments_commentvote (target_id, voter_id, origin_id, axis, value, power, was, state, reason,
  state_before, reason_before, network, version, cast_at, changed_at)
SELECT target, voter, voter, axis, CASE WHEN number %% 3 = 0 THEN -1 ELSE 1 END, 1, 0, 'counted', '', '', '', '', 1,
  %(moment)s, %(moment)s
FROM cast_votes
"""


def settle_votes(votes: int) -> None:
    """A profile with 2,000 comments, 5,000 browsers that vote, and so many votes on them."""
    settle(COMMENTS, WORDS)
    Voter.objects.bulk_create([Voter(browser=f"{number:064x}") for number in range(VOTERS)], batch_size=1_000)
    moment = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(days=30))
    told = {"votes": votes, "comments": COMMENTS, "voters": VOTERS, "moment": moment}
    with quickly(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(VOTE, told | {"comment": span("comments")[0], "voter": span("voters")[0]})
    recount(CommentVote)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


@contextmanager
def quickly() -> Iterator[None]:
    """Let a million rows be written without looking up their foreign keys, which are known to hold."""
    postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica" if postgresql else "PRAGMA foreign_keys = OFF")
        if not postgresql:
            cursor.execute("PRAGMA cache_size = -400000")
    yield
    connection.close()


def span(what: str) -> tuple[int, int]:
    """The first and the last key of these rows, between which none is missing."""
    rows = Comment.objects.all() if what == "comments" else Voter.objects.all()
    found = rows.aggregate(first=Min("pk"), last=Max("pk"))
    if found["last"] - found["first"] + 1 != rows.count():
        raise RuntimeError(f"there are gaps among the {what}")
    return found["first"], found["last"]


def lift_limits() -> None:
    """Let every voter of this process cast as often as it likes."""
    LIMITS.update(dict.fromkeys(("a_minute", "an_hour", "a_day", "at_one"), NO_LIMIT))


def keen_reader(comments: int) -> tuple[int, list[int]]:
    """A new browser that has voted on both axes of so many comments, and those comments."""
    voter = Voter.objects.create(browser="f" * 64)
    first, _last = span("comments")
    targets = list(range(first, first + comments))
    like = {"voter": voter, "origin": voter, "value": 1, "power": 1}
    CommentVote.objects.bulk_create(
        [CommentVote(target_id=target, axis=axis, **like) for target in targets for axis in Axis], batch_size=500
    )
    recount(CommentVote)
    return voter.pk, targets
