"""Bursts: hours in which many more votes than usual came to one comment, and most of them from new browsers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Case, Count, DateTimeField, F, Min, Q, QuerySet, Value, When
from django.db.models.functions import TruncHour
from django.utils import timezone

from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes.abstract import State

if TYPE_CHECKING:
    from collections.abc import Iterable

HOUR = timedelta(hours=1)
DAYS = 14
LOOKED_BACK = DAYS * 24 * HOUR
#: Of an hour's votes, in per cent, from browsers that were made less than an hour before.
SHARE = 60
TIMES = 5
#: Votes an hour that any comment is taken to have, also a new one: so no burst has fewer than TIMES of them.
LEAST_RATE = 1
MOST = 100
#: Decisions that leave votes in the sum: somebody has looked at them.
FOUND_HARMLESS = ("release", "count again", "let stand")

#: Cast without an account, less than an hour after the browser was first seen.
NEW = Q(origin__user=None, cast_at__lt=F("origin__made_at") + HOUR)


@dataclass(frozen=True)
class Burst:
    """An hour, by the clock, of one comment's votes."""

    comment: Comment
    hour: datetime
    votes: int
    new: int
    #: Votes an hour before this one, since the hour of the comment's first vote.
    usual: float

    @property
    def share(self) -> int:
        """How many per cent came from new browsers."""
        return self.new * 100 // self.votes

    @property
    def times(self) -> float:
        """How many times the usual."""
        return self.votes / max(self.usual, LEAST_RATE)

    @property
    def query(self) -> dict[str, str]:
        """What leads to these votes in their list."""
        return {"comment": self.comment.public_id, "hour": f"{self.hour:%Y-%m-%dT%H}", "new": "yes"}


def standing() -> QuerySet[CommentVote]:
    """The votes that are told of: neither taken back nor void, and not discounted already."""
    return CommentVote.objects.exclude(value=0).filter(state__in=[State.COUNTED, State.HELD])


def bursts() -> list[Burst]:
    """The bursts of the last fourteen days about which nobody has decided, the newest first; in three queries."""
    start = whole_hour(timezone.now() - LOOKED_BACK)
    found = suspects(start)
    targets = {target for target, *_told in found}
    before = history(targets, start)
    comments = Comment.objects.only("public_id", "excerpt").in_bulk(targets)
    told = [
        Burst(comments[target], hour, votes, new, usual_rate(before[target], hour))
        for target, hour, votes, new in found
    ]
    return [burst for burst in told if burst.times >= TIMES]


def suspects(start: datetime) -> Iterable[tuple[int, datetime, int, int]]:
    """Each target and hour with enough votes, and enough of them from new browsers: with how many of both."""
    undecided = standing().exclude(judgement__verb__in=FOUND_HARMLESS).filter(cast_at__gte=start)
    hours = undecided.annotate(hour=TruncHour("cast_at", tzinfo=UTC))
    counted = hours.values("target", "hour").annotate(votes=Count("pk"), new=Count("pk", filter=NEW))
    enough = counted.filter(votes__gte=TIMES * LEAST_RATE, new__gte=F("votes") * SHARE / 100.0)
    return list(enough.order_by("-hour", "target").values_list("target", "hour", "votes", "new")[:MOST])


def history(targets: set[int], start: datetime) -> dict[int, list[tuple[datetime, int]]]:
    """By target, how many votes came in each hour since then, and in all the time before it: from when on, how many."""
    earlier = When(cast_at__lt=start, then=Value(None, output_field=DateTimeField()))
    hours = standing().filter(target__in=targets).annotate(slot=Case(earlier, default=TruncHour("cast_at", tzinfo=UTC)))
    found: dict[int, list[tuple[datetime, int]]] = {target: [] for target in targets}
    for row in hours.values("target", "slot").annotate(first=Min("cast_at"), votes=Count("pk")):
        found[row["target"]].append((row["first"], row["votes"]))
    return found


def usual_rate(slots: list[tuple[datetime, int]], hour: datetime) -> float:
    """Votes an hour before this hour, since the hour of the first; 0 where there were none."""
    before = [(first, votes) for first, votes in slots if first < hour]
    if not before:
        return 0
    hours = (hour - whole_hour(min(first for first, _votes in before))) / HOUR
    return sum(votes for _first, votes in before) / hours


def whole_hour(moment: datetime) -> datetime:
    """When the hour of this moment began, in UTC."""
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
