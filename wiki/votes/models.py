"""Who votes, and what moderators decided about votes; the votes themselves are tables of each votable concept."""

from __future__ import annotations

import base64
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User


def pseudonym(salt: str, named: str) -> str:
    """Eight letters and digits that stand for this text, and from which nobody can tell it."""
    digest = salted_hmac(salt, named, algorithm="sha256").digest()
    return base64.b32encode(digest)[:8].decode().lower()


class VoterQuerySet(models.QuerySet["Voter"]):
    def for_user(self, user: User) -> Voter:
        """The voter of an account, made at its first vote."""
        found, _made = self.get_or_create(user=user)
        return found

    def in_order(self, *ids: int | None) -> dict[int, Voter]:
        """These voters, locked until the transaction ends, in the one order in which all lock them."""
        rows = self.select_for_update(no_key=True).filter(pk__in={pk for pk in ids if pk}).order_by("pk")
        return {row.pk: row for row in rows}


class Voter(models.Model):
    """An account, or a browser without one, of which no more is known than a keyed hash of the id that it was given."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="voter"
    )
    browser = models.CharField(max_length=64, unique=True, null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")
    made_at = models.DateTimeField(default=timezone.now)
    network = models.CharField(max_length=16, blank=True)
    #: One of too many new ones from its network.
    crowded = models.BooleanField(default=False)

    #: Minutes since 1970 at its last cast, and how many casts there were in that minute, its hour and its UTC day.
    minute = models.PositiveIntegerField(default=0)
    minute_casts = models.PositiveIntegerField(default=0)
    hour_casts = models.PositiveIntegerField(default=0)
    day_casts = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager[Voter]] = models.Manager.from_queryset(VoterQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["network", "made_at"], condition=~Q(network=""), name="voters_of_network")]
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, browser__isnull=False) | Q(user__isnull=False, browser=None, merged_into=None),
                name="voter_is_account_or_browser",
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym

    @property
    def pseudonym(self) -> str:
        """A name that is always this voter's, and tells whoever reads it nothing else."""
        return f"Voter {pseudonym('wiki.votes.pseudonym', str(self.pk))}"


class NetworkDay(models.Model):
    """The random key that hashes the networks of one UTC day; with it gone, nobody can tell what they were."""

    day = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"{self.day}"


class Judgement(models.Model):
    """What a moderator decided about many votes at once, so that it can be undone at once."""

    verb = models.CharField(max_length=20)
    #: The label of the votes' model.
    kind = models.CharField(max_length=60)
    votes = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "decision about votes"
        verbose_name_plural = "decisions about votes"
        constraints = [
            models.CheckConstraint(
                condition=Q(verb__in=["hold", "release", "discount", "count again", "let stand"]),
                name="judgement_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb}: {self.votes}"
