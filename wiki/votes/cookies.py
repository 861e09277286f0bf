"""The cookie by which a browser that has voted is known again; reading never sets one."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SALT = "wiki.votes.cookies"
OFFER = "wiki.votes.cookies.offer"
OFFERED_FOR = timedelta(days=1)


def name() -> str:
    """What the cookie is called; a browser takes the prefix from this host alone, and under HTTPS alone."""
    return "__Host-voter" if settings.SESSION_COOKIE_SECURE else "voter"


def new_id() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def offer() -> str:
    """An id for a form to carry: however often a browser's first vote is sent from there, it is one voter's."""
    return signing.dumps(new_id(), salt=OFFER)


def offered(text: str) -> str:
    """The id that a form of the last day carried, or nothing where we made none such."""
    try:
        found: str = signing.loads(text, salt=OFFER, max_age=OFFERED_FOR)
    except signing.BadSignature:
        return ""
    return found


def read(request: HttpRequest) -> str:
    """The id that this browser was given, or nothing where it has none that we signed."""
    try:
        return request.get_signed_cookie(name(), "", salt=SALT) or ""
    except signing.BadSignature:
        return ""


def give(response: HttpResponse, browser: str) -> None:
    """Let the browser keep its id."""
    lifetime = timedelta(days=settings.VOTER_COOKIE_DAYS) or None
    response.set_signed_cookie(
        name(),
        browser,
        salt=SALT,
        max_age=lifetime,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def take(response: HttpResponse) -> None:
    """Let the browser forget its id."""
    response.delete_cookie(name(), samesite="Lax")
    response.cookies[name()]["secure"] = settings.SESSION_COOKIE_SECURE


def hashed(browser: str) -> str:
    """What is stored of an id."""
    return salted_hmac("wiki.votes.browser", browser, algorithm="sha256").hexdigest()
