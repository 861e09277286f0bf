"""How much of a good thing is too much: past these votes are held, and past ten times as many refused for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from wiki.votes.models import Voter
from wiki.votes.refusals import CROWD, MANY, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Casts of one voter.
A_MINUTE, AN_HOUR, A_DAY = 30, 100, 300
#: A voter's votes of one direction on one author within a UTC day.
AT_ONE = 60
#: New browsers of one network within an hour.
NEW_AN_HOUR = 20
TIMES = 10
#: How long what a browser of a crowd casts is held.
CROWDED_FOR = timedelta(days=1)


def minute_of(now: datetime) -> int:
    """Minutes since 1970."""
    return int(now.timestamp()) // 60


def too_many(voter: Voter, minute: int) -> None:
    """RefusedError where a voter has cast ten times what is held; says when to go on."""
    if waits := list(exceeded(voter, minute)):
        raise RefusedError(429, MANY, 60 * max(waits))


def exceeded(voter: Voter, minute: int) -> Iterator[int]:
    """For each span of which a voter has used up ten times the limit, the minutes until it ends."""
    spans = (
        (1, voter.minute_casts, A_MINUTE),
        (60, voter.hour_casts, AN_HOUR),
        (1440, voter.day_casts, A_DAY),
    )
    for length, casts, limit in spans:
        if voter.minute // length == minute // length and casts > TIMES * limit:
            yield length - minute % length


def is_crowd(network: str) -> bool:
    """Whether one more new browser of this network is one too many; RefusedError past ten times as many."""
    hour = timezone.now() - timedelta(hours=1)
    recent = Voter.objects.filter(network=network, made_at__gt=hour)[: TIMES * NEW_AN_HOUR].count() if network else 0
    if recent >= TIMES * NEW_AN_HOUR:
        raise RefusedError(429, CROWD, 3600)
    return recent >= NEW_AN_HOUR
