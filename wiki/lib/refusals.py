"""Say no in the form that the asker can use: JSON, a part of a page, or a page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import defaults


def wants_json(request: HttpRequest) -> bool:
    """Whether the asker would rather have JSON than a page; who takes anything gets the page."""
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def wants_part(request: HttpRequest) -> bool:
    """Whether the address asks for a part; read from its text, since parsing it can itself be refused."""
    return "part=1" in request.META.get("QUERY_STRING", "").split("&")


def refused(
    request: HttpRequest, status: int, reason: str, *, retry_after: int | None = None, back: str = "/"
) -> HttpResponse:
    """The reason, one sentence, as JSON, as a part, or as a page that leads back to an address of this site."""
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse({"reason": reason}, status=status)
    elif wants_part(request):
        response = render(request, "_refused.html", {"reason": reason}, status=status)
    else:
        inside = url_has_allowed_host_and_scheme(back, allowed_hosts=None)
        context = {"reason": reason, "back": back if inside else "/"}
        response = render(request, "refused.html", context, status=status)
    if retry_after is not None:
        response["Retry-After"] = str(retry_after)
    return response


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400: too much was sent, or it was cut off or changed on its way; in the asker's form."""
    if wants_json(request) or wants_part(request):
        return refused(request, 400, "This request made no sense here. Load the page again, then try once more.")
    return defaults.bad_request(request, exception)


def no_such_page(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404: the same words whatever the view found out, and in the asker's form."""
    if wants_json(request) or wants_part(request):
        return refused(request, 404, "There is no such page.")
    return defaults.page_not_found(request, exception)


def not_open(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403, likewise."""
    if wants_json(request) or wants_part(request):
        return refused(request, 403, "This is not open to you.")
    return defaults.permission_denied(request, exception)
