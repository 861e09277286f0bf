"""Signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.models import LoginLink

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that signs in, or do it; a GET changes nothing, since mail scanners follow links."""
    if request.method == "POST":
        user = LoginLink.objects.redeem(token)
        if user is None:
            return spent(request)
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")
        return redirect("/")
    link = LoginLink.objects.usable(token)
    if link is None:
        return spent(request)
    return render(request, "accounts/login_link.html", {"email": link.user.email})


def spent(request: HttpRequest) -> HttpResponse:
    """The same answer for a link that was used, is too old or never was."""
    return render(request, "accounts/login_link_spent.html", status=410)
