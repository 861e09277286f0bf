"""The log: who changed what, when and why. Rows are added and never altered, the database itself refuses it; but the
words of a reason can be erased with the person who wrote them or whom they are about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from accounts.models import User

States = dict[str, str | int | bool | None]


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, target: models.Model) -> Self:
        """What happened to this row, the newest first."""
        return self.filter(kind=target._meta.label_lower, target_id=target.pk).order_by("-id")

    def record(
        self, verb: str, target: models.Model, *, actor: User | AnonymousUser | None, reason: str = "", **states: States
    ) -> Entry:
        """Note a change in the transaction that makes it; `before` and `after` hold states and numbers, never texts."""
        return self.create(
            verb=verb,
            kind=target._meta.label_lower,
            target_id=target.pk,
            actor_id=actor.pk if actor else None,
            reason=reason,
            **states,
        )

    def record_all(
        self, verb: str, targets: Iterable[models.Model], *, actor: User | AnonymousUser | None, **states: States
    ) -> None:
        """Note the same change of many rows, in as few statements as can be."""
        who = actor.pk if actor else None
        self.bulk_create(
            [
                Entry(verb=verb, kind=target._meta.label_lower, target_id=target.pk, actor_id=who, **states)
                for target in targets
            ],
            batch_size=500,
        )

    def forget_reasons(self) -> int:
        """Take the words out of these entries, which is all that the database lets anybody change; says how many."""
        return self.exclude(reason="").update(reason="")


class Entry(models.Model):
    """One change. Actor and target are plain numbers: a person can be erased without a change to the log."""

    at = models.DateTimeField(default=timezone.now)
    actor_id = models.BigIntegerField(null=True, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)

    objects: ClassVar[models.Manager[Entry]] = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["kind", "target_id", "-id"], name="log_of_target"),
            models.Index(fields=["actor_id", "-id"], name="log_of_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.kind} {self.target_id}"
