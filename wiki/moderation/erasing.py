"""Erasing a person: one door, through which everything goes that the site keeps of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import User
from accounts.sessions import forget_sessions
from wiki.authors.leaving import hold, leave
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.lib.purging import purge
from wiki.log.models import Entry
from wiki.moderation import flagging
from wiki.moderation.belongings import give_up_pictures, give_up_works, tables_of
from wiki.moderation.models import Flag
from wiki.moderation.people import RefusedError
from wiki.moderation.queued import forget_queued
from wiki.moderation.unsaying import forget_moderation, unsay
from wiki.pages.models import Revision
from wiki.votes.casters import of_user
from wiki.votes.casting import retried
from wiki.votes.erasing import erase as erase_votes
from wiki.votes.models import Voter
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from wiki.votes.casters import Caster

#: What becomes of what they said where everyone may read it.
Replies = Literal["remove", "anonymous"]

TRIES = 5
LAST = (
    "You are the only one who may do everything here. Give these rights to somebody else in the admin first, "
    "or take the whole site down."
)
PRIMARY = (
    "This site is about you: its first page is yours. Make somebody else the primary author in the admin first, "
    "or take the whole site down."
)


class MeanwhileError(Exception):
    """Something of theirs came while they were being erased: all begins anew."""


def erase(user: User, *, replies: Replies, actor: User | AnonymousUser | None) -> bool:
    """Erase everything about somebody, at once and for good; whether there was still somebody to erase.

    Published replies go, or stay under no name; all else goes. Raises RefusedError, and then nothing has changed.
    """
    number = user.pk
    for turn in range(TRIES):
        try:
            return retried(lambda: erase_whole(number, replies, actor))
        except (IntegrityError, MeanwhileError):
            if turn == TRIES - 1:
                raise
    raise AssertionError("unreachable")


@transaction.atomic
def erase_whole(number: int, replies: Replies, actor: User | AnonymousUser | None) -> bool:
    """The same in one transaction."""
    user = User.objects.filter(pk=number).first()
    if user is None:
        return False
    refuse(user)
    Entry.objects.record("erased", user, actor=actor, after={"replies": replies})
    author, caster = Author.objects.filter(user=user).alone(), of_user(user)
    lock(author, caster)
    if caster:
        erase_votes(caster, also=flagging.forget)
    forget_moderation(author, user)
    if author:
        give_up_works(author, actor=actor)
        give_up_name(author, replies, actor)
    give_up_pictures(user)
    forget_queued(user, author)
    give_up_account(user)
    transaction.on_commit(partial(purge, tables_of()))
    return True


def lock(author: Author | None, caster: Caster | None) -> None:
    """Lock what is theirs, and what they flagged, in the order in which all lock: voters, works, comments."""
    voters = Voter.objects.filter(Q(pk=caster.keyed) | Q(merged_into=caster.keyed)) if caster else Voter.objects.none()
    Voter.objects.in_order(*voters.values_list("pk", flat=True))
    works = SelectedWork.objects.select_for_update(no_key=True).filter(author=author)
    list(works.order_by("pk").values_list("pk"))
    flagged = Flag.objects.filter(voter__in=voters).values("comment")
    comments = Comment.objects.filter(Q(author=author) | Q(pk__in=flagged))
    list(comments.locked().order_by("pk").values_list("pk"))


def refuse(user: User) -> None:
    """Raise RefusedError for whoever the site cannot be without."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_superuser and not others.exists():
        raise RefusedError(LAST)
    if Author.objects.filter(user=user, primary=True).exists():
        raise RefusedError(PRIMARY)


def give_up_name(author: Author, replies: Replies, actor: User | AnonymousUser | None) -> None:
    """Take away what they said and who they were; of whom nothing stays there is no row either."""
    own = Comment.objects.filter(author=author)
    before = own.count()
    unsay(author, actor=actor, anonymous=replies == "anonymous")
    if not hold(author) or own.count() != before:
        raise MeanwhileError
    leave(author)
    stays = (own, SelectedWork.objects.filter(author=author), Revision.objects.filter(editor=author))
    if not any(rows.exists() for rows in stays):
        author.delete()


def give_up_account(user: User) -> None:
    """End every session and take the account away, unless they have become the last who may do everything."""
    powers = User.objects.select_for_update().filter(Q(pk=user.pk) | Q(is_superuser=True)).order_by("pk")
    list(powers.values_list("pk"))  # both of two who would leave the site to each other wait here
    refuse(user)
    forget_sessions(user)
    user.delete()
