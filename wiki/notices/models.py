"""What somebody is told of, on the site and by mail; texts stay where they are and are looked up when they are read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from wiki.lib.paging import Order

KEPT = timedelta(days=365)


class Pace(models.TextChoices):
    """When a mail tells somebody of what is new."""

    NOW = "now", "At once"
    DAILY = "daily", "Once a day, all together"
    NEVER = "never", "Never"


class Choice(models.Model):
    """What somebody chose; who chose nothing is told at once."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="notice_choice")
    answers = models.CharField(max_length=10, choices=Pace.choices, default=Pace.NOW)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(answers__in=Pace.values), name="pace_is_known")]

    def __str__(self) -> str:
        return self.answers


class NoticeQuerySet(models.QuerySet["Notice"]):
    def of(self, user: User) -> Self:
        """What somebody is told of, as far as it can be read now."""
        return self.filter(user=user, public=True)

    def unread(self) -> Self:
        """Those that their reader has not marked as read."""
        return self.filter(read_at=None)

    def waiting(self) -> Self:
        """Those of which a mail is still to tell, whenever that is."""
        return self.unread().filter(public=True, claimed_at=None, due_at__isnull=False)

    @transaction.atomic
    def change(self, **values: Any) -> int:
        """Change these rows, locked in the one order in which all lock them; says how many there were."""
        locked = self.select_for_update().order_by("pk").values_list("pk", flat=True)
        return self.model.objects.filter(pk__in=list(locked)).update(**values)

    @transaction.atomic
    def claim(self, user: int) -> list[int]:
        """Take on what is to be mailed to somebody by now: of any who ask at once, one gets each row."""
        due = self.waiting().filter(user=user, due_at__lte=timezone.now())
        # Whoever else holds one of these is about to send it or to take it back; nobody waits here.
        rows = list(due.select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True))
        self.filter(pk__in=rows, claimed_at=None).update(claimed_at=timezone.now())
        return rows

    def forget_old(self) -> int:
        """Let go of those that are over a year old; says how many there were."""
        return self.filter(made_at__lt=timezone.now() - KEPT).delete()[0]


class Notice(models.Model):
    """One person is told of one thing, once; `kind` and `source` say of what, as `lib.kinds` knows it."""

    NEWEST_FIRST = Order(("id",), "id", falling=True)

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", db_index=False)
    kind = models.CharField(max_length=20)
    source = models.BigIntegerField()
    #: Why this person: "answers you", "on yours".
    why = models.CharField(max_length=20)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    #: Whether everyone can read it now; what tells of it keeps this, in the transaction in which that changes.
    public = models.BooleanField(default=True)
    #: When a mail is to tell of it, if one is; when somebody took it on to send it, and when the mail was taken. What
    #: was taken on and not sent is never sent again: nobody knows what became of it.
    due_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    #: How often the mail server refused it.
    tries = models.PositiveSmallIntegerField(default=0)

    objects: ClassVar[models.Manager[Notice]] = models.Manager.from_queryset(NoticeQuerySet)()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "source"], name="told_once_of_one_thing")]
        indexes = [
            models.Index(F("user"), F("id").desc(), condition=Q(public=True), name="notices_of_user"),
            models.Index(fields=["user"], condition=Q(public=True, read_at=None), name="notices_unread"),
            models.Index(
                fields=["user", "due_at"],
                condition=Q(public=True, read_at=None, claimed_at=None, due_at__isnull=False),
                name="notices_to_mail",
            ),
            models.Index(fields=["kind", "source"], name="notices_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.why}: {self.kind} {self.source}"
