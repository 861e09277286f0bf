"""What the worker does: it sends somebody what is due to them, as one mail, and never twice."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django_tasks import task

from accounts import mail
from accounts.models import User
from wiki.notices.hearing import hearing
from wiki.notices.mailing import mail as written
from wiki.notices.models import Notice, Pace
from wiki.notices.paces import paces
from wiki.notices.posting import RefusedError, post, reason

if TYPE_CHECKING:
    from collections.abc import Sequence

logger = logging.getLogger(__name__)

#: How many minutes after a refusal it is tried again; after the last of them never.
PATIENCE = (1, 5, 25, 120, 600)


@task
def deliver(user: int) -> None:
    """Send this user, by number, what is due to them; the queue holds that number alone, no address and no text."""
    reader = reader_of(user)
    if reader is None:
        Notice.objects.waiting().filter(user=user, due_at__lte=timezone.now()).change(due_at=None)
    elif claimed := Notice.objects.claim(user):
        send(reader, claimed)


def send_later(user: int, at: datetime) -> None:
    """Inside the transaction that says so: let a worker send somebody what is due to them at that time."""
    deliver.using(run_after=at).enqueue(user)


def reader_of(user: int) -> User | None:
    """Who this is, if they are to be mailed: they want it, hear anything at all, and their address is their own."""
    if not mail.goes_out():  # it did when this was queued; what is handed to nobody must not count as sent
        return None
    if paces([user])[user] == Pace.NEVER or not hearing([user]):
        return None
    own = EmailAddress.objects.filter(user=user, email=F("user__email"), verified=True).select_related("user").first()
    return own.user if own and not own.email.endswith("@localhost") else None


def send(reader: User, claimed: Sequence[int]) -> None:
    """Send what was claimed. Who dies in here, or never hears what became of it, leaves it claimed, for good."""
    message, mailed = written(reader, claimed)
    rows = Notice.objects.filter(pk__in=claimed)
    # Taken back since it was claimed: it is due again should it come back.
    rows.exclude(pk__in=mailed).change(claimed_at=None)
    if message is None:
        return
    try:
        post(message)
    except RefusedError as refusal:
        try_again(reader.pk, mailed, str(refusal))
    except Exception as error:
        logger.warning(
            "Nobody knows whether a mail to user %s went out (%s): it stays at that.", reader.pk, reason(error)
        )
    else:
        rows.filter(pk__in=mailed).change(sent_at=timezone.now())


@transaction.atomic
def try_again(user: int, mailed: Sequence[int], why: str) -> None:
    """A mail was refused: let go of what it told of, and try again later, while our patience with each lasts."""
    kept = Notice.objects.filter(pk__in=mailed, tries__lt=len(PATIENCE))
    tries = kept.aggregate(most=Max("tries"))["most"]
    if tries is None:
        logger.error("A mail to user %s was refused for the last time (%s).", user, why)
        return
    at = timezone.now() + timedelta(minutes=PATIENCE[tries])
    kept.change(tries=F("tries") + 1, claimed_at=None, due_at=at)
    send_later(user, at)
    logger.warning("A mail to user %s was refused (%s). It is tried again in %s minutes.", user, why, PATIENCE[tries])
