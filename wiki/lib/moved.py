"""Lead who asks for a thing at an address that it had to the one that it has."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import patch_vary_headers

from wiki.lib.caching import PRIVATE, SHARED, is_personal


class MovedError(Exception):
    """What was asked for is at another address of this site."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class LeadingOn:
    """Middleware: answer a MovedError by a redirect that no browser keeps, as the thing may move back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Where the thing is now, or nothing where the view failed otherwise."""
        if not isinstance(exception, MovedError):
            return None
        response = HttpResponsePermanentRedirect(exception.address)
        response["Cache-Control"] = f"{PRIVATE}, no-cache" if is_personal(request) else SHARED
        patch_vary_headers(response, ["Cookie"])
        return response
