"""Give people back what they typed when a form cannot be taken."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from wiki.lib.refusals import refused, wants_json, wants_part

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def kept(
    request: HttpRequest, why: str = "", *, status: int = 0, fields: Collection[str] | None = None
) -> HttpResponse:
    """A page that says why a form was not taken, with every text of it to copy but no secret; nothing was saved.

    Where `fields` are named, those alone.
    """
    sent = request.POST.dict()
    names = [name for name in sent if not secret(name)] if fields is None else [name for name in fields if name in sent]
    texts = [(name, sent[name]) for name in names if str(sent[name]).strip()]
    context = {"texts": texts, "why": why, "signed_out": not request.user.is_authenticated, "login": settings.LOGIN_URL}
    return render(request, "kept.html", context, status=status or (409 if why else 403))


def secret(name: str) -> bool:
    """Whether what stands in a field of this name is for no page to show."""
    return "password" in name or name in {"csrfmiddlewaretoken", "code", "credential", "stamp", "browser"}


def of_buttons(view: View) -> View:
    """Mark a view whose forms have buttons alone, so that there is nothing typed to give back."""
    view.of_buttons = True  # type: ignore[attr-defined]
    return view


def form_refused(request: HttpRequest, **_reason: str) -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: the same page, since the token of a form that was open for long is often to blame.

    Where nothing was typed it leads back to what the address is about, which is one part shorter.
    """
    match = request.resolver_match
    if wants_json(request) or wants_part(request) or (match and hasattr(match.func, "of_buttons")):
        back = request.path.rstrip("/").rpartition("/")[0] + "/"
        why = "This page was open for too long. Load it again, then try once more."
        return refused(request, 403, why, back=back)
    return kept(request)
