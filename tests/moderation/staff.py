"""People of every kind, in browsers of their own."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.test import Client

from tests import make

if TYPE_CHECKING:
    from collections.abc import Callable

    from accounts.models import User


def give_second_factor(user: User) -> User:
    """Let the user have an authenticator app."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "S"})
    return user


def moderator() -> User:
    """Somebody who moderates and is nothing more."""
    user = make.user(is_staff=True)
    user.groups.add(Group.objects.get(name="moderators"))
    return give_second_factor(user)


def superuser() -> User:
    """Somebody who may do everything."""
    return give_second_factor(make.owner())


def author() -> User:
    """A listed author, who is no staff."""
    return make.author(user=make.user()).user  # type: ignore[return-value]  # it has just been given


def staff_without_rights() -> User:
    """Somebody who may enter, and has nothing to do there."""
    return give_second_factor(make.user(is_staff=True))


ROLES: dict[str, Callable[[], User | None]] = {
    "visitor": lambda: None,
    "reader": make.user,
    "author": author,
    "staff without rights": staff_without_rights,
    "moderator": moderator,
    "superuser": superuser,
}


def browser(user: User | None) -> Client:
    """A browser in which they are signed in."""
    client = Client()
    if user:
        client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
        session = client.session  # as whoever has just signed in has it
        records = AUTHENTICATION_METHODS_SESSION_KEY, _AUTHENTICATION_METHODS_USER_SESSION_KEY
        session[records[0]] = [{"method": "sign_in", "at": time.time(), "reauthenticated": True}]
        session[records[1]] = str(user.pk)
        session.save()
    return client
