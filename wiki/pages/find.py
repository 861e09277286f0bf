"""Find what to link to: as the editor's completion asks, and as a page where there is no script."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.lib.refusals import refused, wants_json
from wiki.pages.completing import citations, links

LONGEST = 300


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """What `q` may become between double brackets or, with `cite`, after an @."""
    if wants_json(request):
        return found(request) if request.user.is_authenticated else refused(request, 403, "Sign in again.")
    return finding(request)


def typed(request: HttpRequest) -> str:
    """What was typed so far; no database takes a null character."""
    return request.GET.get("q", "")[:LONGEST].replace("\0", "\ufffd")


def found(request: HttpRequest) -> HttpResponse:
    """The same, for the editor's script."""
    text = typed(request)
    offers = citations(text) if "cite" in request.GET else links(text, request.user)
    return JsonResponse({"offers": [offer._asdict() for offer in offers]})


@login_required
def finding(request: HttpRequest) -> HttpResponse:
    """A page with a field to find by, and what each thing is written as."""
    text = typed(request)
    context = {"q": text, "links": links(text, request.user), "citations": citations(text) if text.strip() else []}
    return render(request, "pages/find.html", context)
