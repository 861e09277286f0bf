"""Who may keep a copy of an answer: nobody, unless the view says that it is the same for everyone."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponse]

PRIVATE = "private, no-store"
SHARED = "public, no-cache"


def private_unless_said(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: an answer without Cache-Control is for its asker alone and is kept nowhere."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cache-Control", PRIVATE)
        return response

    return middleware


def shared(view: View[Params]) -> View[Params]:
    """Mark a view whose answer is, to all who carry no session, the same bytes; with a session cookie it is private."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = PRIVATE if is_personal(request) else SHARED
        patch_vary_headers(response, ["Cookie"])
        return response

    return marked


def is_personal(request: HttpRequest) -> bool:
    """Whether the asker has a session, or the view has just given them one, or a form token."""
    had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return had_session or request.session.modified or "CSRF_COOKIE_NEEDS_UPDATE" in request.META
