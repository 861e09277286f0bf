"""Give people back what they typed when a form cannot be taken."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def kept(request: HttpRequest) -> HttpResponse:
    """A page that says why a form was not taken, with every text of it to copy; nothing was saved."""
    told = request.POST.dict().items()
    texts = [(name, value) for name, value in told if name != "csrfmiddlewaretoken" and str(value).strip()]
    context = {"texts": texts, "signed_out": not request.user.is_authenticated, "login": settings.LOGIN_URL}
    return render(request, "kept.html", context, status=403)


def form_refused(request: HttpRequest, **_reason: str) -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: the same page, since the token of a form that was open for long is often to blame."""
    return kept(request)
