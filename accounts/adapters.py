"""What this site asks of django-allauth to do in its own way."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from accounts import mail
from accounts.clients import client_address
from accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


log = logging.getLogger(__name__)

#: By the library's names, in the order in which they are offered.
WAYS = {
    "mfa_reauthenticate:webauthn": "Use a passkey",
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use an app or a recovery code",
}


#: The messages without which nobody can go on.
WAITED_FOR = {
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/login_code",
    "account/email/password_reset_key",
    "account/email/sign_up_code",
    "account/email/sign_up_taken",
    "account/email/unknown_account",
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and this password do not belong together. Check both.",
        "incorrect_code": "This is not the code. Look at the newest mail, and type what stands there.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
        "rate_limited": "Too many attempts. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  whoever asks
        """Where readers have something to do with an account, and where a mail can prove that an address is theirs."""
        return mail.takes_readers()

    def clean_email(self, email: str) -> str:
        """An address that a user can have."""
        MaxLengthValidator(User._meta.get_field("email").max_length)(email)
        return email

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def is_safe_url(self, url: str) -> bool:
        """Whether `?next=` may lead there: to a path of this site, and to no other host."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Under the public address, whatever name the request came under."""
        return f"{settings.SITE_URL}{urlsplit(super().get_reset_password_from_key_url(key)).path}"

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """How somebody can show again that it is they, the passkey first."""
        ways = super().get_reauthentication_methods(user)
        for way in ways:
            way["description"] = WAYS[way["id"]]
        return sorted(ways, key=lambda way: list(WAYS).index(way["id"]))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it. Where that fails, whoever waits for it is told; what is only news must not undo what it tells of."""
        told = {"site_url": settings.SITE_URL, "site_name": site_domain(), "takes_readers": mail.takes_readers()}
        try:
            super().send_mail(template_prefix, email, context | told)
        except (OSError, SMTPException) as error:
            log.exception("A mail could not be sent: %s", template_prefix)
            if template_prefix in WAITED_FOR:
                raise ImmediateHttpResponse(render(self.request, "accounts/not_mailed.html", status=503)) from error

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:  # noqa: ARG002
        """One count for each address. The library's would begin anew with each port that a Host header can name."""
        return str(credentials.get("email", "")).lower()

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, after every step that was asked for; whoever has just done so need not at once prove it again."""
        super().login(request, user)
        request.session.set_expiry(settings.SESSION_COOKIE_AGE)
        record_authentication(request, user, method="sign_in", reauthenticated=True)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    def _get_site_name(self) -> str:
        """What an authenticator app calls this site."""
        return site_domain()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The domain to which passkeys belong: the public one, whatever name the request came under."""
        return {"id": site_domain(), "name": site_domain()}

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002  the library's name for it
        """A name to start with, which its owner may change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Passkey {number}" if number > 1 else "Passkey"


def site_domain() -> str:
    """The host of SITE_URL."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"
