"""What needs mail is there only where mail goes out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

NEEDS_MAIL = {
    "account_confirm_login_code",
    "account_email_verification_sent",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "sign_up_code",
}


def goes_out() -> bool:
    """Whether this site can send mail."""
    return bool(settings.EMAIL_URL)


def readers_are_welcome() -> bool:
    """Whether this site has something for readers to do with an account."""
    return bool(settings.REPLIES == "readers")


def takes_readers() -> bool:
    """Whether anybody can make an account: where readers are welcome, and where a mail can prove their address."""
    return readers_are_welcome() and goes_out()


def offered(request: HttpRequest) -> dict[str, bool]:  # noqa: ARG001  whoever asks
    """Context processor: for links to what needs mail, and to where an account is made."""
    return {
        "mail_goes_out": goes_out(),
        "readers_are_welcome": readers_are_welcome(),
        "takes_readers": takes_readers(),
    }


def not_found_without(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an address that is of no use without mail is not found where none goes out."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, *_view: Any) -> None:
        match = request.resolver_match
        if match and match.url_name in NEEDS_MAIL and not goes_out():
            raise Http404("This site sends no mail.")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
