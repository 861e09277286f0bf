"""How much a flag speaks against a comment: more where an account stands behind it, nothing by who is mostly wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from wiki.moderation.cases import Reason
from wiki.moderation.complaints import Complaint
from wiki.moderation.models import Flag
from wiki.votes.models import Voter

FLAG = "flag"
#: Whose a flag is: a browser's that was merged into an account is the account's.
PERSON = Coalesce("voter__merged_into", "voter")
USER = Coalesce("voter__merged_into__user", "voter__user")
#: Of so many flags about which somebody decided, it can be said how often they were right.
ENOUGH = 3


class Weight(NamedTuple):
    """The points of a flag, and what is said of whoever made it, and of several such."""

    points: int
    one: str
    several: str


ACCOUNT = Weight(3, "somebody with an account", "people with an account")
VISITOR = Weight(1, "a visitor without an account", "visitors without an account")
WRONG = Weight(0, "somebody most of whose flags were dismissed", "people most of whose flags were dismissed")


def weighed(comment: int) -> tuple[int, list[Reason]]:
    """How many open flags a comment has, and what they come to, in two queries; their notes stay where they are."""
    found = Flag.objects.open().filter(comment=comment).annotate(person=PERSON, user=USER)
    flags = list(found.values_list("complaint", "person", "user"))
    wrong = mostly_wrong({person for _complaint, person, _user in flags})
    said = Counter(
        (complaint, WRONG if person in wrong else ACCOUNT if user else VISITOR) for complaint, person, user in flags
    )
    return said.total(), [reason(*alike, count) for alike, count in sorted(said.items())]


def reason(complaint: str, weight: Weight, count: int) -> Reason:
    """What so many flags of one weight say."""
    flags = f"{count} flags by {weight.several}" if count > 1 else f"1 flag by {weight.one}"
    return Reason(rule=FLAG, points=weight.points * count, why=f"{flags}: {Complaint(complaint).label.lower()}.")


def mostly_wrong(people: Collection[int]) -> set[int]:
    """Those of these voters, each with the browsers merged into it, most of whose flags were dismissed."""
    voters = Voter.objects.filter(Q(pk__in=people) | Q(merged_into__in=people))
    settled = Flag.objects.filter(voter__in=voters, upheld__isnull=False)
    each = settled.annotate(person=PERSON).values("person")
    told = each.annotate(made=Count("pk"), dismissed=Count("pk", filter=Q(upheld=False)))
    return {*told.filter(made__gte=ENOUGH, made__lt=2 * F("dismissed")).values_list("person", flat=True)}
