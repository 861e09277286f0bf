"""Voting on a comment: who may, on what, and what a voter may see of their own votes."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q

from wiki.authors.models import AuthorTotals
from wiki.comments.votes import FRESH, CommentTally, CommentVote
from wiki.votes import casters
from wiki.votes.abstract import Axis, State
from wiki.votes.casting import Ballot, cast, retried
from wiki.votes.refusals import CLOSED, MOVED, NOBODY, SIGN_IN, STRONG, MovedError, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from wiki.comments.models import Comment
    from wiki.votes.casters import Caster
    from wiki.votes.casting import Cast

#: A voter's own votes on one comment, by axis; 0 where there is none.
Mine = dict[str, int]
NONE: Mine = {axis.label: 0 for axis in Axis}
OWN = "This is your own comment. Others vote on it."
#: How many times who votes is looked up anew.
LOOKS = 3
LABELS = {axis.value: axis.label for axis in Axis}
#: Not by the ORM, which takes longer to compile it than all else about a vote.
OWN_VOTES = f"SELECT target_id, axis, value FROM {CommentVote._meta.db_table}"  # noqa: S608


@dataclass(frozen=True)
class Voted:
    """What became of a vote: the tally with it, the voter's own votes, why it is not in the sums, if it is not.

    `browser` is the id to give a browser in which somebody votes for the first time, or nothing.
    """

    tally: CommentTally
    mine: Mine
    state: str
    reason: str
    browser: str


def vote(request: HttpRequest, comment: Comment, axis: Axis, value: int, *, offered: str = "") -> Voted:
    """Let this be what the asker says of a comment (from `votable` or `in_context`); RefusedError with a sentence.

    A browser that is not known yet goes by the id that its form was offered.
    """
    refuse(request, comment, value)
    for _ in range(LOOKS):
        with suppress(MovedError):
            return voted(request, comment, Ballot(axis, value, comment.version), offered)
    raise RefusedError(409, MOVED)


def voted(request: HttpRequest, comment: Comment, ballot: Ballot, offered: str) -> Voted:
    """Cast it as who the asker is now; MovedError where a sign-in on this browser came between."""
    caster, browser = casters.known(request), ""
    if caster is None and ballot.value:
        caster, browser = casters.new(request, offered)
    if caster is None:
        return Voted(comment.tally, NONE, "", "", "")
    done = cast_as(caster, comment, ballot)
    if ballot.value and settings.VOTING == "anyone":
        browser = browser or casters.signed_in_here(request, caster)
    comment.tally = CommentTally(target=comment, author_id=comment.author_id, place=comment.place, **done.sums)
    if AuthorTotals.has_old_karma(comment.author_id, FRESH):
        CommentTally.objects.refresh_karma(comment.author)
    return Voted(comment.tally, own_votes(caster, [comment.pk])[comment.pk], done.state, done.reason, browser)


def refuse(request: HttpRequest, comment: Comment, value: int) -> None:
    """RefusedError where the asker may not vote so, whatever they voted before."""
    signed_in = request.user.is_authenticated
    if settings.VOTING == "closed":
        raise RefusedError(403, NOBODY)
    if settings.VOTING == "accounts" and not signed_in:
        raise RefusedError(403, SIGN_IN)
    if abs(value) == 2 and not signed_in:
        raise RefusedError(403, STRONG)
    if is_own(request, comment):
        raise RefusedError(403, OWN)
    if not comment.takes_votes:
        raise RefusedError(409, CLOSED)


def is_own(request: HttpRequest, comment: Comment) -> bool:
    """Whether the asker is signed in as its author."""
    return request.user.is_authenticated and comment.author.user_id == request.user.pk


def cast_as(caster: Caster, comment: Comment, ballot: Ballot) -> Cast:
    """Cast it, unless the comment is the caster's own: a browser of its author's, signed out."""
    if caster.user_id is not None and caster.user_id == comment.author.user_id:
        raise RefusedError(403, OWN)
    return cast(CommentVote, comment.pk, caster, ballot)


def own_votes(caster: Caster, comments: Iterable[int]) -> defaultdict[int, Mine]:
    """By comment, what this caster may see of its votes; one query."""
    found: defaultdict[int, Mine] = defaultdict(NONE.copy)
    targets = list(comments)
    if not targets:
        return found
    own, told = caster.sql
    holes = ", ".join(["%s"] * len(targets))
    with connection.cursor() as cursor:
        cursor.execute(f"{OWN_VOTES} WHERE {own} AND target_id IN ({holes}) AND value <> 0", [*told, *targets])
        for target, axis, value in cursor.fetchall():
            found[target][LABELS[axis]] = value
    return found


def before_edit(comment: Comment) -> tuple[int, int] | None:
    """How many of how many votes are from before its words were last changed materially; nothing where none are."""
    if comment.rewritten == 1:
        return None
    rows = comment.votes.filter(state=State.COUNTED).exclude(value=0)
    told = rows.aggregate(all=Count("pk"), before=Count("pk", filter=Q(version__lt=comment.rewritten)))
    return (told["before"], told["all"]) if told["before"] else None


def reaffirm(caster: Caster, comment: Comment) -> int:
    """Let a caster's votes on a comment be about what it says now; says how many were not."""
    rows = comment.votes.filter(caster.rows, version__lt=comment.version).exclude(value=0)
    return retried(lambda: rows.update(version=comment.version))
