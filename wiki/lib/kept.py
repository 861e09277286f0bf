"""Give people back what they typed when a form cannot be taken."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wiki.lib.refusals import refused, wants_json, wants_part


def kept(request: HttpRequest, why: str = "") -> HttpResponse:
    """A page that says why a form was not taken, with every text of it to copy but no secret; nothing was saved."""
    texts = [(name, value) for name, value in request.POST.dict().items() if str(value).strip() and not secret(name)]
    context = {"texts": texts, "why": why, "signed_out": not request.user.is_authenticated, "login": settings.LOGIN_URL}
    return render(request, "kept.html", context, status=409 if why else 403)


def secret(name: str) -> bool:
    """Whether what stands in a field of this name is for no page to show."""
    return "password" in name or name in {"csrfmiddlewaretoken", "code", "credential"}


def form_refused(request: HttpRequest, **_reason: str) -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: the same page, since the token of a form that was open for long is often to blame."""
    if wants_json(request) or wants_part(request):
        return refused(request, 403, "This page was open for too long. Load it again, then try once more.")
    return kept(request)
