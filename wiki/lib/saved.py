"""Tell a browser that what was typed into a form is kept here now."""

from __future__ import annotations

from typing import TypeVar
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Response = TypeVar("Response", bound=HttpResponse)
COOKIE = "saved"


def saved(request: HttpRequest, response: Response) -> Response:
    """The answer to a save, so that the browser forgets its own copy (static/drafts.js): `saved(request, redirect(…))`.

    A view with a MarkdownField says so after each successful save; without it the draft is offered again.
    """
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, quote(request.path, safe=""), max_age=600, secure=secure, samesite="Lax")
    return response
