"""Erasing somebody's votes: the rows go, and the tallies follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from wiki.votes.abstract import concrete
from wiki.votes.casting import retried
from wiki.votes.merging import locked
from wiki.votes.models import Voter
from wiki.votes.recounting import recount_targets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from wiki.votes.casters import Caster


def nothing_more(_voters: Collection[int]) -> None:
    """For whoever erases votes alone."""


def erase(caster: Caster, *, also: Callable[[Collection[int]], None] = nothing_more) -> int:
    """Remove what a caster cast, and the voter with it where it is a browser's own; says how many votes there were.

    An account's goes with what the browsers that were merged into it cast; a browser's own voter of an account that is
    signed out takes nothing of the account's. `also` is told which voters go, while they are locked.
    """
    while (erased := retried(lambda: erase_locked(caster, also))) is None:
        pass
    return erased


def browsers_of(caster: Caster) -> list[int]:
    """The browsers that were merged into an account."""
    rows = Voter.objects.filter(merged_into=caster.acting).order_by("pk")
    return list(rows.values_list("pk", flat=True)) if caster.owns else []


@transaction.atomic
def erase_locked(caster: Caster, also: Callable[[Collection[int]], None]) -> int | None:
    merged = browsers_of(caster)
    Voter.objects.in_order(caster.acting, caster.keyed, *merged)
    if merged != browsers_of(caster):
        return None  # another was merged before the account was locked; with it locked none is
    also([caster.acting, *merged])
    which = caster.rows | Q(voter=caster.acting) | Q(voter__in=merged)
    count = 0
    for votes in concrete():
        rows = locked(votes, which)
        targets = sorted(set(rows.values_list("target", flat=True)))
        count += rows.delete()[0]
        recount_targets(votes, targets)
    Voter.objects.filter(pk__in=merged).delete()
    Voter.objects.filter(pk=caster.acting).delete()
    return count
