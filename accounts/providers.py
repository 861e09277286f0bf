"""Signing in by an account elsewhere: there for each provider whose keys are set, and for no other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.http import Http404

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class Provider(NamedTuple):
    """Another site that says who somebody is."""

    id: str
    name: str
    #: Where its own page for that stands; a form of ours may lead there.
    host: str
    #: What it calls somebody by.
    uid: re.Pattern[str]


KNOWN = (
    Provider("orcid", "ORCID", "https://orcid.org", re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")),
    Provider("github", "GitHub", "https://github.com", re.compile(r"[1-9]\d{0,18}")),
)
#: The pages with a button that leads there.
WITH_BUTTONS = {"account_login", "account_signup", "accounts:connections"}
OF_NO_USE = "This site knows no other that says who somebody is."


def by_id(name: str) -> Provider | None:
    """The provider with this name, whether it is offered or not."""
    return next((provider for provider in KNOWN if provider.id == name), None)


def those_offered() -> list[Provider]:
    """The providers whose keys are set."""
    return [provider for provider in KNOWN if settings.SOCIALACCOUNT_PROVIDERS[provider.id]["APPS"]]


def offered(request: HttpRequest) -> dict[str, list[Provider]]:  # noqa: ARG001  whoever asks
    """Context processor: `sign_in_with`, for buttons."""
    return {"sign_in_with": those_offered()}


def not_found_without(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what is of use with a provider alone is not found without one, and pages with a button to one let
    their forms lead there."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.resolver_match and request.resolver_match.view_name in WITH_BUTTONS and (found := those_offered()):
            response._csp_update = {"form-action": [provider.host for provider in found]}  # type: ignore[attr-defined]
        return response

    def process_view(request: HttpRequest, *_view: Any) -> None:
        if request.resolver_match and is_of_providers(request.resolver_match.route) and not those_offered():
            raise Http404(OF_NO_USE)

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def is_of_providers(route: str) -> bool:
    """Whether an address has to do with signing in elsewhere, by its pattern."""
    return route.startswith(("account/3rdparty/", "account/social/", "account/<slug:provider>/login/"))
