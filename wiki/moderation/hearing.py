"""What the sign-in library says of accounts, put into the log: who, whose and what; no address and no secret."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as elsewhere

from wiki.log.models import Entry

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialAccount, SocialLogin
    from django.http import HttpRequest

    from accounts.models import User
    from wiki.log.models import States

VERBS = {
    account.user_signed_up: "made an account",
    account.password_changed: "changed the password",
    account.password_set: "set a password",
    account.password_reset: "reset the password",
    account.email_changed: "changed the e-mail address",
    mfa.authenticator_added: "added a way to sign in",
    mfa.authenticator_removed: "removed a way to sign in",
    mfa.authenticator_reset: "made new recovery codes",
}


def hear() -> None:
    """From now on these are logged."""
    for signal, verb in VERBS.items():
        signal.connect(partial(note, verb), weak=False, dispatch_uid=f"wiki.moderation.hearing: {verb}")
    elsewhere.social_account_added.connect(note_connected, dispatch_uid="wiki.moderation.hearing: connected")
    elsewhere.social_account_removed.connect(note_disconnected, dispatch_uid="wiki.moderation.hearing: disconnected")


def note(verb: str, *, request: HttpRequest | None, user: User, authenticator: Any = None, **_told: Any) -> None:
    """Log it; whoever works where the site is installed asks for it by no request."""
    actor = request.user if request and request.user.is_authenticated else None
    after: States = {"kind": str(authenticator.type)} if authenticator else {}
    Entry.objects.record(verb, user, actor=actor, after=after)


def note_connected(*, sociallogin: SocialLogin, **_told: Any) -> None:
    """Log with which provider somebody can sign in from now on."""
    after: States = {"provider": sociallogin.account.provider}
    Entry.objects.record("connected an account elsewhere", sociallogin.user, actor=sociallogin.user, after=after)


def note_disconnected(*, socialaccount: SocialAccount, **_told: Any) -> None:
    """Log with which provider somebody can no longer sign in."""
    before: States = {"provider": socialaccount.provider}
    Entry.objects.record(
        "disconnected an account elsewhere", socialaccount.user, actor=socialaccount.user, before=before
    )
