"""Signing in by an account elsewhere, and which of them are connected."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from allauth.account.utils import get_next_redirect_url
from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.signals import social_account_removed
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import mailed_codes, providers
from accounts.provider_forms import DisconnectForm, WayForm
from accounts.views import freshly_signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.views import SignedIn

#: What the library's reading of an answer that is none can end in.
NONSENSE = (AttributeError, ImproperlyConfigured, KeyError, IndexError, RecursionError, TypeError, ValueError)
log = logging.getLogger(__name__)


def offered_or_404(name: str) -> None:
    """Only a provider whose keys are set is there."""
    if name not in {provider.id for provider in providers.those_offered()}:
        raise Http404(providers.OF_NO_USE)


@require_POST
def provider_login(request: HttpRequest, provider: str) -> HttpResponse:
    """Lead to a provider, which asks its user and leads back; only a form of ours begins it."""
    offered_or_404(provider)
    refusal: HttpResponse | None = ratelimit.consume_or_429(request, action="login")
    if refusal:
        return refusal
    form = WayForm(request.POST)
    if not form.is_valid():
        return redirect("account_login")
    way = form.cleaned_data["process"]
    if way == "connect" and not request.user.is_authenticated:
        return redirect_to_login(reverse("accounts:connections"))
    if way == "connect" and mailed_codes.are_due(request):
        return redirect("accounts:connections")  # which asks for one
    found = get_adapter().get_provider(request, provider)
    answer: HttpResponse = found.redirect(request, process=way, next_url=get_next_redirect_url(request))
    return answer


@require_GET
def provider_callback(request: HttpRequest, provider: str) -> HttpResponse:
    """Whoever comes back from a provider; if that says nonsense, they are told that it did not work."""
    offered_or_404(provider)
    view = import_string(f"allauth.socialaccount.providers.{provider}.views.oauth2_callback")
    try:
        answer: HttpResponse = view(request)
    except NONSENSE as error:
        log.warning("%s answered with nonsense: %s", provider, type(error).__name__)
        answer = render_authentication_error(request, get_adapter().get_provider(request, provider), exception=error)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@freshly_signed_in
def connections(request: SignedIn) -> HttpResponse:
    """Somebody's accounts elsewhere: connect one more, or disconnect one."""
    form = DisconnectForm(request.POST or None, user=request.user)
    if form.is_valid():
        disconnect(request, form.cleaned_data["account"])
        return redirect("accounts:connections")
    connected = [(account, providers.by_id(account.provider)) for account in form.connected]
    names = {account.provider for account, _provider in connected}
    more = [provider for provider in providers.those_offered() if provider.id not in names]
    return render(request, "accounts/connections.html", {"form": form, "connected": connected, "more": more})


def disconnect(request: SignedIn, account: SocialAccount) -> None:
    """From now on it lets nobody in here; its owner is told by mail."""
    account.delete()
    social_account_removed.send(sender=SocialAccount, request=request, socialaccount=account)
    told = {"account": account, "provider": getattr(providers.by_id(account.provider), "name", account.provider)}
    get_adapter().send_notification_mail("socialaccount/email/account_disconnected", request.user, context=told)
