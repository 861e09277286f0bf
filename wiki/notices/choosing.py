"""Somebody's choice of when they are told by mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from wiki.notices.delivering import send_later
from wiki.notices.models import Choice, Notice, Pace
from wiki.notices.paces import due_at

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def choose(user: User, pace: Pace) -> None:
    """Tell somebody at this pace from now on, what waits for a mail already included."""
    Choice.objects.update_or_create(user=user, defaults={"answers": pace})
    due = due_at(pace)
    if Notice.objects.waiting().filter(user=user).change(due_at=due) and due:
        send_later(user.pk, due)
