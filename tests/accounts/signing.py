"""Sign in as people do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from accounts.management.commands.login_link import login_url

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from accounts.models import User

PASSWORD = "a horse on the moon"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#: The moment at which the clock of every authenticator app stands still.
NOW = 1_800_000_000.0


def attempt(client: Client, email: str = "ada@example.org", password: str = PASSWORD, **how: Any) -> Response:
    """Send the sign-in form."""
    return client.post("/account/login/", {"login": email, "password": password}, **how)


def signed_in(email: str = "ada@example.org", password: str = PASSWORD) -> Client:
    """A new browser in which somebody has signed in."""
    client = Client()
    assert attempt(client, email, password).status_code == 302
    assert is_signed_in(client)
    return client


def signed_in_by_link(user: User) -> Client:
    """A new browser in which somebody has signed in by a one-time link."""
    client = Client()
    client.post(urlsplit(login_url(user)).path)
    return client


def is_signed_in(client: Client) -> bool:
    """Whether the account page opens."""
    return client.get("/account/").status_code == 200


def long_after_signing_in(client: Client) -> Client:
    """The same browser ten minutes later."""
    session = client.session
    session["account_authentication_methods"] = [
        record | {"at": record["at"] - 600} for record in session["account_authentication_methods"]
    ]
    session.save()
    return client


def give_app(user: User) -> None:
    """Let the user have an authenticator app, and recovery codes."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)


def code_of_app(moment: float = NOW) -> str:
    """What the app shows."""
    return str(format_hotp_value(hotp_value(SECRET, int(moment) // 30)))
