"""Networks, known for a week and by a hash alone, whose key is random for each day and then destroyed."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from wiki.votes.abstract import concrete, rows_of
from wiki.votes.models import NetworkDay, Voter

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT = timedelta(days=7)
BATCH = 5_000


def network_hash(address: str, *, day: date | None = None) -> str:
    """What stands for the network of this address, an IPv4 /24 or an IPv6 /56, today or on another day."""
    found = ip_address(address)
    network = ip_network((found, 24 if isinstance(found, IPv4Address) else 56), strict=False)
    secret = of_day(day) if day and day != today() else key(today())
    return hmac.digest(secret, network.compressed.encode(), hashlib.sha256)[:8].hex()


def today() -> date:
    """The UTC day."""
    return timezone.now().astimezone(UTC).date()


def oldest() -> date:
    """The first UTC day whose key is kept."""
    return today() - KEPT


@lru_cache(maxsize=1)
def key(day: date) -> bytes:
    """The key of today, the same in every process; only the last is remembered."""
    return of_day(day)


def of_day(day: date) -> bytes:
    """The key of a day; the first who asks makes it."""
    NetworkDay.objects.bulk_create([NetworkDay(day=day, key=secrets.token_bytes(32))], ignore_conflicts=True)
    return bytes(NetworkDay.objects.get(day=day).key)


def forget() -> None:
    """Destroy the keys that are over a week old, and the hashes that were made with them."""
    last = datetime.combine(oldest(), time.min, UTC)
    NetworkDay.objects.filter(day__lt=last.date()).delete()
    for votes in concrete():
        wipe(rows_of(votes).filter(cast_at__lt=last))
    wipe(Voter.objects.filter(made_at__lt=last))


def wipe(old: QuerySet[Any]) -> None:
    """Take the hashes out of these rows, in batches, each locked in the order in which all lock them."""
    old = old.exclude(network="").order_by("pk")
    while wipe_batch(old):
        pass


@transaction.atomic
def wipe_batch(old: QuerySet[Any]) -> int:
    """A few of them; says how many."""
    locked = list(old.select_for_update(no_key=True).values_list("pk", flat=True)[:BATCH])
    wiped: int = old.model._default_manager.filter(pk__in=locked).update(network="")
    return wiped
