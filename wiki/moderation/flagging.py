"""Flags: anybody may ask that a moderator look at a comment, and enough of them put it away until one has."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min, Q
from django.utils import timezone

from accounts.clients import client_address
from wiki.comments.models import Comment
from wiki.comments.moving import hold_host
from wiki.lib.throttling import counted
from wiki.moderation.cases import open_case
from wiki.moderation.complaints import Complaint
from wiki.moderation.models import Case, Flag, Person
from wiki.moderation.storms import put_away
from wiki.moderation.weighing import FLAG, weighed
from wiki.votes import casters, networks
from wiki.votes.casting import retried
from wiki.votes.models import Voter
from wiki.votes.refusals import MovedError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.http import HttpRequest

    from wiki.votes.casters import Caster

#: New flags without an account from one network within an hour, and of one voter within a day.
AN_HOUR, A_DAY = 10, 30
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: How many times who flags is looked up anew.
LOOKS = 3
OWN = "This is your own comment. You can edit or delete it."
MANY = "Very many flags came from you or your network. Wait a while, then send it again."
MOVED = "Your votes and flags were moved or erased just now. Send it once more."


@dataclass(frozen=True)
class Objection:
    """What somebody says against a comment: what kind of thing, in their own words, and the version that they read."""

    complaint: Complaint
    note: str
    version: int


def flag(request: HttpRequest, comment: Comment, said: Objection, *, offered: str = "") -> str:
    """Let this be what the asker says against a comment; the id to give a browser that is not known yet, or nothing.

    Raises RefusedError with a sentence, and Comment.DoesNotExist where not everyone may read the comment by now.
    """
    caster = casters.known(request)
    refuse(request, comment, caster)
    if own(caster, comment) is None:
        refuse_many(request, caster)
    for _ in range(LOOKS):
        caster, browser = casters.known(request), ""
        if caster is None:
            caster, browser = newcomer(request, offered)
        with suppress(MovedError):
            retried(partial(put, caster, comment, said, client_address(request)))
            return browser
    raise RefusedError(409, MOVED)


def newcomer(request: HttpRequest, offered: str) -> tuple[Caster, str]:
    """Who flags from this browser from now on, and the id to give it; RefusedError where too many do."""
    try:
        return casters.new(request, offered)
    except RefusedError as error:
        raise RefusedError(error.status, MANY, error.retry_after) from error


def take_back(request: HttpRequest, comment: Comment) -> bool:
    """Let the asker have said nothing against a comment; says whether they had. Raises as `flag` does.

    What has been put away stays so until somebody has looked.
    """
    for _ in range(LOOKS):
        caster = casters.known(request)
        if caster is None:
            return False
        with suppress(MovedError):
            return retried(partial(withdraw, caster, comment))
    raise RefusedError(409, MOVED)


def refuse(request: HttpRequest, comment: Comment, caster: Caster | None) -> None:
    """RefusedError where the asker may not flag this, whatever they say: it is their own, or they are blocked."""
    user: int | None = request.user.pk or (caster.user_id if caster else None)
    if user is None:
        return
    if user == comment.author.user_id:
        raise RefusedError(403, OWN)
    if person := Person.objects.blocked().filter(author__user=user).first():
        raise RefusedError(403, person.why)


def refuse_many(request: HttpRequest, caster: Caster | None) -> None:
    """RefusedError where one more would be more than a network or a voter may make."""
    if not request.user.is_authenticated:
        network = networks.network_hash(client_address(request))
        if counted("flags", network, span=int(HOUR.total_seconds())) > AN_HOUR:
            raise RefusedError(429, MANY, int(HOUR.total_seconds()))
    made = Flag.objects.filter(voter=caster.acting, made_at__gt=timezone.now() - DAY) if caster else Flag.objects.none()
    if made[:A_DAY].count() == A_DAY:
        raise RefusedError(429, MANY, int(HOUR.total_seconds()))


def own(caster: Caster | None, comment: Comment) -> Flag | None:
    """The asker's open flag on a comment; an account's may be of a browser that was merged into it."""
    return Flag.objects.open().filter(of(caster), comment=comment).order_by("pk").first() if caster else None


def of(caster: Caster) -> Q:
    """The flags that a caster may see and change."""
    acting = Q(voter=caster.acting)
    return acting | Q(voter__merged_into=caster.acting) if caster.owns else acting


@transaction.atomic
def put(caster: Caster, comment: Comment, said: Objection, address: str) -> None:
    """Write it down, open a case, and put the comment away where there are enough; MovedError to look up anew."""
    current = hold(caster, comment)
    found = own(caster, comment) or Flag(comment=current, voter_id=caster.acting)
    found.complaint, found.note = said.complaint, said.note
    found.version = max(0, min(said.version, current.version))
    found.network_day = key_day(comment)
    found.network = networks.network_hash(address, day=found.network_day)
    found.save()
    case = tell(open_case(current, reasons=[]))
    current.author = comment.author
    put_away(current, case)


def hold(caster: Caster, comment: Comment) -> Comment:
    """The comment as everyone may read it now; until the transaction ends it stays so, and who flags it is no other."""
    voter = Voter.objects.in_order(caster.acting).get(caster.acting)
    if voter is None or (voter.merged_into_id or voter.pk) != caster.keyed:
        raise MovedError
    hold_host(comment)
    found: Comment = Comment.objects.published().locked().get(pk=comment.pk)
    return found


def key_day(comment: Comment) -> date:
    """The day with whose key all open flags of a comment are hashed, so that a network is the same on two days."""
    hashed = comment.flags.open().exclude(network="").filter(network_day__gte=networks.oldest())
    day: date | None = hashed.aggregate(first=Min("network_day"))["first"]
    return day or networks.today()


def tell(case: Case) -> Case:
    """Let a case say what the open flags of its comment say, whose row is locked."""
    case.flags, said = weighed(case.comment_id)
    case.reasons = [*(reason for reason in case.reasons if reason["rule"] != FLAG), *said]
    case.score, case.changed_at = sum(reason["points"] for reason in case.reasons), timezone.now()
    case.save(update_fields=["flags", "reasons", "score", "changed_at"])
    return case


@transaction.atomic
def withdraw(caster: Caster, comment: Comment) -> bool:
    """Remove a caster's open flags on a comment, and let its case follow."""
    hold(caster, comment)
    gone, _of_each = Flag.objects.open().filter(of(caster), comment=comment).delete()
    settle([comment.pk])
    return bool(gone)


def forget(voters: Collection[int]) -> None:
    """Inside the transaction that erases these voters and has locked them: their flags go, and the cases follow."""
    flagged = set(Flag.objects.filter(voter__in=voters).values_list("comment", flat=True))
    list(Comment.objects.locked().filter(pk__in=flagged).order_by("pk").values_list("pk"))
    Flag.objects.filter(voter__in=voters).delete()
    settle(flagged)


def settle(comments: Collection[int]) -> None:
    """Let the open cases of these comments, which are locked, follow their flags; one without a reason is over."""
    for case in Case.objects.open().filter(comment__in=comments).order_by("pk"):
        tell(case)
        if not case.reasons and not case.held:
            case.closed_at = timezone.now()
            case.save(update_fields=["closed_at"])
