"""Showing again that it is you by a code, for those whose mail is the only thing by which this site knows them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.account import app_settings
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.account.utils import passthrough_next_redirect_url
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts import mail

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User


def are_all_that(user: User) -> bool:
    """Whether somebody has no password, passkey or app to show again, but mail that reaches them."""
    return mail.goes_out() and not get_reauthentication_flows(user)


def are_due(request: HttpRequest) -> bool:
    """Whether somebody like that signed in too long ago for what they want to change."""
    if not request.user.is_authenticated or not are_all_that(request.user):
        return False
    last = max((record["at"] for record in get_authentication_records(request, request.user)), default=0)
    return bool(time.time() - last >= app_settings.REAUTHENTICATION_TIMEOUT)


def ask(request: HttpRequest, user: User) -> HttpResponse:
    """Offer to send a code; once it is on its way nobody is signed in here until it is typed."""
    form = RequestLoginCodeForm({"email": user.email} if request.method == "POST" else None)
    if not form.is_valid():
        errors = [error for found in form.errors.values() for error in found]
        return render(request, "accounts/sign_in_again.html", {"errors": errors})
    leads_to = passthrough_next_redirect_url(request, reverse("account_confirm_login_code"), REDIRECT_FIELD_NAME)
    logout(request)
    LoginCodeVerificationProcess.initiate(request=request, user=form._user, email=user.email)
    return redirect(leads_to)
