"""When somebody wants to be told by mail, and when that is next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from accounts import mail
from wiki.notices.models import Choice, Pace

if TYPE_CHECKING:
    from accounts.models import User

#: Until then what is told can be taken back.
HELD_BACK = timedelta(minutes=2)
#: UTC.
MORNING = 7


def pace_of(user: User) -> Pace:
    """What somebody chose, or what is so for whoever chose nothing."""
    return paces([user.pk])[user.pk]


def paces(users: Collection[int]) -> dict[int, Pace]:
    """The same for several, by number."""
    chosen = dict(Choice.objects.filter(user__in=users).values_list("user", "answers"))
    return {user: Pace(chosen.get(user, Pace.NOW)) for user in users}


def due_at(pace: Pace) -> datetime | None:
    """When a mail is to tell of what is new just now; never, where this site sends none."""
    if pace == Pace.NEVER or not mail.goes_out():
        return None
    first = timezone.now() + HELD_BACK
    if pace == Pace.NOW:
        return first
    morning = first.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if morning >= first else morning + timedelta(days=1)
