"""A vote and a tally, for each votable concept to have tables of its own.

A tally is what its import carried and the sum over its counted votes, at every commit. `recounting` proves it.
"""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from wiki.votes.models import Judgement, Voter


class Axis(models.IntegerChoices):
    """What is voted on: whether it is worth reading, and whether one agrees."""

    KARMA = 1, "karma"
    AGREEMENT = 2, "agreement"


class State(models.TextChoices):
    """Whether a vote is in the sum."""

    COUNTED = "counted"
    HELD = "held"
    DISCOUNTED = "discounted"
    VOID = "void"


class Reason(models.TextChoices):
    """Why a vote is not in the sum."""

    NETWORK = "network", "more than a few came from one network that day"
    CROWD = "crowd", "many new browsers came from one network within an hour"
    PACE = "pace", "many were cast in a short time"
    AIM = "aim", "many went one way on one author that day"
    MERGED = "merged", "the account had voted already"
    OWN = "own", "it is on something of one's own"
    MODERATOR = "moderator", "a moderator decided so"


class Vote(models.Model):
    """What one voter thinks of one target on one axis; value 0 was taken back, and the row stays.

    A concrete class adds `target`, a foreign key with `related_name="votes"`.
    """

    #: The look-up that leads from a vote to the user whose own the target is.
    OWNER: ClassVar[str]
    #: The tallies of this table's targets.
    TALLY: ClassVar[type[Tally]]
    target_id: int

    voter = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="%(class)ss")
    #: Who cast it last; a merge gives the row to another voter and keeps this.
    origin = models.ForeignKey(Voter, on_delete=models.PROTECT, related_name="%(class)ss_cast")
    axis = models.PositiveSmallIntegerField(choices=Axis.choices)
    value = models.SmallIntegerField()
    power = models.PositiveSmallIntegerField()
    #: What it weighed before its last cast.
    was = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State.choices, default=State.COUNTED)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    state_before = models.CharField(max_length=10, choices=State.choices, blank=True)
    reason_before = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    judgement = models.ForeignKey(
        Judgement, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    network = models.CharField(max_length=16, blank=True)
    #: Of the target's text.
    version = models.PositiveIntegerField(default=1)
    cast_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["network", "target", "axis"], condition=~Q(network=""), name="%(class)s_of_network"),
            models.Index(fields=["id"], condition=Q(state="held"), name="%(class)s_held"),
            models.Index(fields=["judgement"], condition=Q(judgement__isnull=False), name="%(class)s_judged"),
            models.Index(fields=["cast_at"], name="%(class)s_cast_at"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["target", "voter", "axis"], name="%(class)s_one_a_voter"),
            models.CheckConstraint(condition=Q(value__gte=-2, value__lte=2), name="%(class)s_value"),
            models.CheckConstraint(condition=Q(power__in=[1, 2]), name="%(class)s_power"),
            models.CheckConstraint(condition=Q(axis__in=Axis.values), name="%(class)s_axis"),
            models.CheckConstraint(
                condition=Q(state=State.COUNTED, reason="") | (Q(state__in=State.values) & ~Q(state=State.COUNTED)),
                name="%(class)s_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value:+d} {Axis(self.axis).label}"

    @property
    def why(self) -> str:
        """Why it is not in the sum, in words."""
        return Reason(self.reason).label if self.reason else ""


class Tally(models.Model):
    """The sums of one target, in a narrow row beside it, so that a vote never touches the target.

    A concrete class adds `target`, a one-to-one that is its key with `related_name="tally"`, and `author`, whose it is.
    """

    target_id: int
    author_id: int

    karma = models.IntegerField(default=0)
    karma_votes = models.PositiveIntegerField(default=0)
    #: What the counted votes for and against weigh, without what was carried.
    ups = models.PositiveIntegerField(default=0)
    downs = models.PositiveIntegerField(default=0)
    #: A thousand times (ups + downs) ** (smaller / larger), or 0 where one side is empty.
    controversy = models.BigIntegerField(default=0)
    agreement = models.IntegerField(default=0)
    agreement_votes = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)

    carried_karma = models.IntegerField(null=True, blank=True)
    carried_karma_votes = models.PositiveIntegerField(null=True, blank=True)
    carried_agreement = models.IntegerField(null=True, blank=True)
    carried_agreement_votes = models.PositiveIntegerField(null=True, blank=True)

    #: Whether everyone may read the target, whether votes on it are taken, and where it stands among others.
    visible = models.BooleanField(default=True)
    open = models.BooleanField(default=True)
    place = models.BigIntegerField()

    SUMS = ("karma", "karma_votes", "ups", "downs", "controversy", "agreement", "agreement_votes", "held")
    SIGNED = ("karma", "agreement")
    CARRIED = ("carried_karma", "carried_karma_votes", "carried_agreement", "carried_agreement_votes")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.karma:+d}"

    def begin(self) -> Self:
        """The sums before the first vote: what was carried; not saved."""
        for name in Tally.CARRIED:
            setattr(self, name.removeprefix("carried_"), getattr(self, name) or 0)
        return self


def rows_of(votes: type[Vote]) -> models.QuerySet[Any]:
    """All votes of this table."""
    return votes._default_manager.all()


def concrete() -> list[type[Vote]]:
    """The votes' tables, one for each votable concept."""
    return Vote.__subclasses__()
