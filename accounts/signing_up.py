"""Making an account: the address is proved by a code first, and until then there is no row of anybody.

So nobody can take an address that is not theirs and wait in an account for its owner, and whoever asks learns nothing:
a known and an unknown address get the same answer for the same work, and only the mail tells them apart.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypedDict

from allauth.account.adapter import get_adapter
from allauth.account.utils import complete_signup, get_next_redirect_url
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.socialaccount.models import SocialAccount
from django.contrib import messages
from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest, HttpResponse

KEY = "accounts_sign_up"
LIFETIME = 15 * 60
MOST_TRIES = 5
THERE_IS_ONE = "There is an account with this address already. Sign in to it."


class Connected(TypedDict):
    """The account elsewhere by which somebody came."""

    provider: str
    uid: str
    extra_data: dict[str, str]


class Pending(TypedDict):
    """What a browser's session keeps of somebody whose address is not proved yet; no code and no password."""

    email: str
    password: str  # its hash
    code: str  # its keyed hash, or nothing that any code has where the address is somebody's already
    connected: Connected | None
    leads_to: str
    at: float
    tries: int


def connected_by(sociallogin: SocialLogin) -> Connected:
    """The account elsewhere that a provider told of."""
    account = sociallogin.account
    return {"provider": account.provider, "uid": account.uid, "extra_data": account.extra_data}


def may_mail(request: HttpRequest, email: str) -> bool:
    """Whether one more code may go to this address, asked for by this network; counts it."""
    return bool(ratelimit.consume(request, action="sign_up_mail", key=email.lower()))


def may_try(request: HttpRequest, email: str) -> bool:
    """Whether one more code may be tried for this address, in whatever session; counts it before it is looked at."""
    return bool(ratelimit.consume(request, action="code", key=email.lower()))


def begin(
    request: HttpRequest, email: str, *, password: str = "", connected: Connected | None = None, leads_to: str = ""
) -> None:
    """Mail a code to this address, and remember in this browser's session what becomes of it."""
    pending = pretend(request, email)
    pending["password"] = make_password(password) if password else ""
    pending["connected"] = connected
    pending["leads_to"] = leads_to or get_next_redirect_url(request) or ""
    send(request, pending)


def pretend(request: HttpRequest, email: str) -> Pending:
    """Ask this browser for a code that nobody has been sent: to a machine it looks as if all went well."""
    nobody = Pending(email=email, password="", code="", connected=None, leads_to="", at=time.time(), tries=0)
    request.session[KEY] = nobody
    request.session.set_expiry(2 * LIFETIME)  # an address that nobody proved is not kept for long
    return nobody


def send(request: HttpRequest, pending: Pending) -> None:
    """Mail a new code, or to somebody who has an account already that they have one."""
    code = get_adapter().generate_email_verification_code()
    pending["at"] = time.time()
    taken = User.objects.is_taken(pending["email"], but=User())
    pending["code"] = "" if taken else mark(pending["email"], code)
    request.session[KEY] = pending
    message = "account/email/sign_up_taken" if taken else "account/email/sign_up_code"
    get_adapter().send_mail(message, pending["email"], {} if taken else {"code": code})


def mark(email: str, code: str) -> str:
    """What is kept in place of a code."""
    return salted_hmac("accounts.signing_up", f"{email} {normalize_user_code(code)}", algorithm="sha256").hexdigest()


def pending_in(request: HttpRequest) -> Pending | None:
    """Who is about to make an account in this browser, if their code can still be typed."""
    pending: Pending | None = request.session.get(KEY)
    if pending is None:
        return None
    if time.time() - pending["at"] > LIFETIME or pending["tries"] >= MOST_TRIES:
        forget(request)
        return None
    return pending


def forget(request: HttpRequest) -> None:
    """Begin anew."""
    request.session.pop(KEY, None)


def is_right(request: HttpRequest, pending: Pending, typed: str) -> bool:
    """Whether this is the code; one more try is counted."""
    pending["tries"] += 1
    request.session[KEY] = pending
    return constant_time_compare(mark(pending["email"], typed), pending["code"])


def finish(request: HttpRequest, pending: Pending) -> HttpResponse:
    """Make the account and sign in to it, on the way to where its owner came from."""
    forget(request)
    user = make(pending["email"], pending["password"], pending["connected"])
    if user is None:
        messages.error(request, THERE_IS_ONE)
        return redirect("account_login")
    answer: HttpResponse = complete_signup(request, user, None, pending["leads_to"] or None)
    return answer


def make(email: str, password: str = "", connected: Connected | None = None) -> User | None:
    """The one door by which readers come: a user with a proved address, or None where somebody else was quicker."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(email)
            if password:
                user.password = password
                user.save(update_fields=["password"])
            if connected:
                SocialAccount.objects.create(user=user, **connected)
            return user
    except IntegrityError:
        return None
