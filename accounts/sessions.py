"""Where somebody is signed in, and how that ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.account.signals import email_changed, password_changed, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from allauth.socialaccount.signals import social_account_added, social_account_removed
from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialAccount, SocialLogin
    from django.http import HttpRequest

    from accounts.models import User

CHANGES = (
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    email_changed,
    password_changed,
    password_set,
)


def end_others_after_changes() -> None:
    """From now on a change of how somebody signs in ends their sessions elsewhere."""
    for signal in CHANGES:
        signal.connect(after_change, dispatch_uid="accounts.sessions.after_change")
    social_account_added.connect(after_connecting, dispatch_uid="accounts.sessions.after_connecting")
    social_account_removed.connect(after_disconnecting, dispatch_uid="accounts.sessions.after_disconnecting")


def after_change(*, request: HttpRequest | None, user: User, **_told: Any) -> None:
    """End the user's sessions except the one, if any, in which they made the change."""
    end(user, but=request.session.session_key if request else None)


def after_connecting(*, request: HttpRequest, sociallogin: SocialLogin, **_told: Any) -> None:
    """One more account elsewhere signs somebody in."""
    after_change(request=request, user=sociallogin.user)


def after_disconnecting(*, request: HttpRequest, socialaccount: SocialAccount, **_told: Any) -> None:
    """An account elsewhere no longer does."""
    after_change(request=request, user=socialaccount.user)


@transaction.atomic
def end(user: User, *, but: str | None = None) -> None:
    """End the sessions of this user, except perhaps one."""
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()


def forget_sessions(user: User) -> None:
    """End every session of this user, and those in which somebody is only about to sign in as them."""
    end(user)
    marks = {user.email, *EmailAddress.objects.filter(user=user).values_list("email", flat=True)}
    for session in Session.objects.iterator():
        told = session.get_decoded()
        if told.get(SESSION_KEY) == str(user.pk) or any(mark in str(told) for mark in marks):
            session.delete()


@transaction.atomic
def forget_authenticators(user: User) -> int:
    """Take away the user's passkeys, authenticator app and recovery codes, and their sessions; says how many it was."""
    found = list(Authenticator.objects.filter(user=user))
    for authenticator in found:
        authenticator.delete()
        authenticator_removed.send(sender=Authenticator, request=None, user=user, authenticator=authenticator)
    end(user)
    return len(found)
