"""What moderators decide about what readers say, and about those who say it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.log.models import Entry
from wiki.moderation.complaints import Complaint
from wiki.votes import networks
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class PersonQuerySet(models.QuerySet["Person"]):
    def blocked(self) -> Self:
        """People who may not say anything now."""
        over = Q(blocked_until=None) | Q(blocked_until__gt=timezone.now())
        return self.filter(over, blocked_at__isnull=False)


class Person(models.Model):
    """What moderators think of a reader; nobody has a row until somebody thought about them."""

    author = models.OneToOneField(Author, on_delete=models.CASCADE, primary_key=True, related_name="person")
    trusted_at = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)
    #: None while blocked: for good.
    blocked_until = models.DateTimeField(null=True, blank=True)
    #: Why they are blocked, as they are told.
    told = models.CharField(max_length=500, blank=True)

    objects: ClassVar[models.Manager[Person]] = models.Manager.from_queryset(PersonQuerySet)()

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return str(self.author)

    @property
    def seen(self) -> str:
        """Stands for what is thought of them now, as somebody has it before them."""
        thought = (self.trusted_at, self.blocked_at, self.blocked_until, self.told)
        return hashlib.sha256("\n".join(map(str, thought)).encode()).hexdigest()[:16]

    @property
    def is_blocked(self) -> bool:
        """Whether they may not say anything now."""
        return self.blocked_at is not None and (self.blocked_until is None or self.blocked_until > timezone.now())

    @property
    def why(self) -> str:
        """What somebody who is blocked is told: until when, and the reason."""
        until = f"until {self.blocked_until:%-d %B %Y, %H:%M} UTC" if self.blocked_until else "any more"
        reason = f" The reason: {self.told}" if self.told else ""
        return f"A moderator decided that you cannot reply, edit or flag here {until}.{reason}"

    @property
    def is_trusted(self) -> bool:
        """Whether what they say needs nobody's leave."""
        return self.trusted_at is not None and not self.is_blocked


class Decision(models.Model):
    """What a moderator decided about some things at once, so that it can be undone at once."""

    verb = models.CharField(max_length=20)
    reason = models.CharField(max_length=500, blank=True)
    count = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.verb}: {self.count}"


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> Self:
        """Those about which nobody has decided."""
        return self.filter(closed_at=None)

    def waiting(self) -> Self:
        """Those that wait for somebody to decide; what its author deleted meanwhile waits no more."""
        return self.open().exclude(comment__state="deleted")

    def before(self, case: Case) -> Self:
        """Those that stand before it in the queue: with a higher score, or waiting longer with the same."""
        return self.filter(Q(score__gt=case.score) | Q(score=case.score, pk__lt=case.pk))

    def after(self, case: Case) -> Self:
        """Those that stand after it."""
        return self.filter(Q(score__lt=case.score) | Q(score=case.score, pk__gt=case.pk))


class Case(models.Model):
    """A comment that waits for a decision, and why: it is held, was flagged, or looks like spam."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="cases")
    #: It is kept from everyone until then.
    held = models.BooleanField(default=False)
    flags = models.PositiveIntegerField(default=0)
    score = models.IntegerField(default=0)
    #: Of each thing that speaks against it: `rule`, `points` and `why`, in words.
    reasons = models.JSONField(default=list, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: What it was closed by, so that it waits again where that is undone.
    closed_by = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="cases")

    objects: ClassVar[models.Manager[Case]] = models.Manager.from_queryset(CaseQuerySet)()

    class Meta:
        verbose_name = "thing that waits"
        verbose_name_plural = "things that wait"
        constraints = [
            models.UniqueConstraint(fields=["comment"], condition=Q(closed_at=None), name="one_open_case_a_comment")
        ]
        indexes = [
            models.Index(F("score").desc(), F("id"), condition=Q(closed_at=None), name="cases_that_wait_by_score"),
        ]

    def __str__(self) -> str:
        return f"Case {self.pk}"


class FlagQuerySet(models.QuerySet["Flag"]):
    def open(self) -> Self:
        """Those about which nobody has decided."""
        return self.filter(settled_at=None)

    def forget_networks(self) -> None:
        """Take the hashes out whose keys are destroyed."""
        networks.wipe(self.filter(network_day__lt=networks.oldest()))


class Flag(models.Model):
    """Somebody thinks that a moderator should look at a comment."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="flags")
    voter = models.ForeignKey(Voter, on_delete=models.CASCADE, related_name="flags")
    #: Hashed with the key of `network_day`, which all open flags of a comment share, so that those of one network agree
    #: while that key is kept; after that none is known, and the flag hides nothing.
    network = models.CharField(max_length=16, blank=True)
    network_day = models.DateField(null=True, blank=True)
    complaint = models.CharField(max_length=10, choices=Complaint.choices)
    note = models.CharField(max_length=500, blank=True)
    #: The version of the text that they saw.
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    upheld = models.BooleanField(null=True, blank=True)
    settled_by = models.ForeignKey(Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="flags")

    objects: ClassVar[models.Manager[Flag]] = models.Manager.from_queryset(FlagQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "voter"], condition=Q(settled_at=None), name="one_open_flag_a_voter"
            ),
            models.CheckConstraint(condition=Q(complaint__in=Complaint.values), name="complaint_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_complaint_display()


class Rule(models.Model):
    """A word or a domain that speaks against a text in which it stands."""

    class Kind(models.TextChoices):
        """What is looked for."""

        WORD = "word", "Word or words"
        DOMAIN = "domain", "Domain, with all below it"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    #: As `rules.kept_as` spells it.
    text = models.CharField(max_length=200)
    #: How much it speaks against a text; from `scoring.HOLDS` on it is held, from `scoring.SPAM` on it is spam.
    points = models.PositiveSmallIntegerField(default=5)
    note = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = "word or domain"
        verbose_name_plural = "words and domains"
        constraints = [
            models.UniqueConstraint(fields=["kind", "text"], name="one_rule_a_text"),
            models.CheckConstraint(condition=~Q(text=""), name="rule_looks_for_something"),
        ]

    def __str__(self) -> str:
        return self.text

    @transaction.atomic
    def put(self, *, actor: User | AnonymousUser) -> None:
        """Stand on the list from now on, with these words."""
        verb = "changed" if self.pk else "added"
        self.save()
        Entry.objects.record(verb, self, actor=actor, after={"kind": self.kind, "points": self.points})

    @transaction.atomic
    def remove(self, *, actor: User | AnonymousUser) -> bool:
        """Leave the list; says whether it was on it."""
        Entry.objects.record("removed", self, actor=actor, before={"kind": self.kind, "points": self.points})
        return bool(Rule.objects.filter(pk=self.pk).delete()[0])


class Saying(models.Model):
    """Some words beside each other that were said lately, by a hash alone; and the comment that said them first."""

    digest = models.BigIntegerField(primary_key=True)
    said_at = models.DateTimeField(default=timezone.now, db_index=True)
    #: None only inside the transaction that is about to say them.
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.digest)


class Decided(models.Model):
    """One of the things that a decision was about, by kind and number as in the log: what it was and what it became."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="decided")
    kind = models.CharField(max_length=60)
    target_id = models.BigIntegerField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "kind", "target_id"], name="decided_once_in_a_decision")
        ]
        indexes = [models.Index(fields=["kind", "target_id", "-id"], name="decided_about_target")]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"
