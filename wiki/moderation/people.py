"""Who may do what: given and taken by verbs that log it, by numbers and flags alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.sessions import end
from wiki.log.models import Entry
from wiki.moderation.group import MODERATORS

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

FLAGS = ("is_active", "is_staff", "is_superuser")
RIGHTS = (*FLAGS, "moderates")
YOURSELF = "You cannot take your own rights. Ask somebody else who may do everything."
LAST = "Somebody must be left who may do everything. Give these rights to another first."
OUTSIDE = "Whoever moderates or may do everything does it in the admin. Tick that they may enter it."


class RefusedError(Exception):
    """Rights that must not be so; says why, to whoever asked."""


def rights_of(user: User) -> dict[str, bool]:
    """What somebody may do now."""
    moderates = user.pk is not None and user.groups.filter(name=MODERATORS).exists()
    return {flag: getattr(user, flag) for flag in FLAGS} | {"moderates": moderates}


@transaction.atomic
def set_rights(user: User, asked: dict[str, bool], *, actor: User | AnonymousUser) -> None:
    """Give and take these rights; RefusedError where nobody might be left. Who may no longer sign in is out at once."""
    powers = User.objects.select_for_update().filter(Q(pk=user.pk) | Q(is_superuser=True)).order_by("pk")
    locked = {row.pk: row for row in powers}  # both of two who would take each other's rights wait here
    before = rights_of(locked[user.pk])
    after = before | asked
    if after == before:
        return
    refuse(before, after, own=user.pk == actor.pk, others=[row for row in locked.values() if row.pk != user.pk])
    for flag in FLAGS:
        setattr(user, flag, after[flag])
    user.save(update_fields=FLAGS)
    group = Group.objects.get(name=MODERATORS)
    (user.groups.add if after["moderates"] else user.groups.remove)(group)
    changed = [name for name in RIGHTS if before[name] != after[name]]
    note("changed the rights", user, actor, {name: before[name] for name in changed}, {n: after[n] for n in changed})
    if not after["is_active"]:
        end(user)


def refuse(before: dict[str, bool], after: dict[str, bool], *, own: bool, others: list[User]) -> None:
    """Raise RefusedError for what must not be."""
    if own and any(before[flag] and not after[flag] for flag in FLAGS):
        raise RefusedError(YOURSELF)
    left = after["is_superuser"] and after["is_active"]
    had = before["is_superuser"] and before["is_active"]
    if had and not left and not any(row.is_superuser and row.is_active for row in others):
        raise RefusedError(LAST)
    if (after["moderates"] or after["is_superuser"]) and not after["is_staff"]:
        raise RefusedError(OUTSIDE)


@transaction.atomic
def add(email: str, *, actor: User | AnonymousUser) -> User:
    """Make a user without a password, whom a one-time link lets in."""
    user = User.objects.create_user(email)
    note("added", user, actor, {}, rights_of(user))
    return user


@transaction.atomic
def change_email(user: User, email: str, *, actor: User | AnonymousUser, session: str | None = None) -> None:
    """Let somebody sign in with another address; they are signed out everywhere but in this session."""
    user.change_email(email)
    end(user, but=session)
    note("changed the e-mail address", user, actor, {}, {})


def note(verb: str, user: User, actor: User | AnonymousUser, before: dict[str, bool], after: dict[str, bool]) -> None:
    """Log a change of what somebody may do."""
    Entry.objects.record(verb, user, actor=actor, before={**before}, after={**after})
