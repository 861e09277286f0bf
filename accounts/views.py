"""Signing in, and what somebody can change about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from allauth.account.decorators import reauthentication_required
from allauth.account.signals import email_changed
from allauth.account.utils import perform_login
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as webauthn_views
from allauth.usersessions.models import UserSession
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LogoutView
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import mail, mailed_codes, signing_up
from accounts.forms import EmailForm
from accounts.models import LoginLink
from accounts.sign_up_forms import CodeForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from accounts.models import User

    View = Callable[..., HttpResponseBase]

    class SignedIn(HttpRequest):
        """A request to a view for which one must sign in."""

        user: User


TRIED_OUT = "That was too often. Ask for another code."
ANOTHER = "Another code is on its way. The first one no longer works."
NO_MORE = "No more codes go to this address for now. Wait ten minutes, then ask again."


def freshly_signed_in(view: View) -> View:
    """Ask for the password, passkey or a mailed code again unless that was minutes ago. A form that comes too late
    starts anew, so that no password waits in the session."""
    guarded = reauthentication_required(view)

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponseBase:
        if mailed_codes.are_due(request):
            query = urlencode({REDIRECT_FIELD_NAME: request.path})
            return redirect(f"{reverse('accounts:reauthenticate')}?{query}")
        try:
            answer: HttpResponseBase = guarded(request)
        except ReauthenticationRequired:
            if request.method != "POST":
                raise
            return redirect(request.path)
        return answer

    return asked


class SignOut(LogoutView):
    """Sign out of this browser, which keeps no page that it has seen; its votes and their cookie stay its own."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        answer["Clear-Site-Data"] = '"cache"'
        return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that proves the address of a new account, and make it."""
    pending = signing_up.pending_in(request)
    if request.user.is_authenticated or pending is None or not mail.takes_readers():
        return redirect("account_signup")
    if "again" in request.POST:
        return send_again(request, pending)
    form = CodeForm(request.POST or None, request=request, pending=pending)
    if form.is_valid():
        return signing_up.finish(request, pending)
    if signing_up.pending_in(request) is None:
        messages.error(request, TRIED_OUT)
        return redirect("account_signup")
    return render(request, "accounts/sign_up_code.html", {"form": form, "email": pending["email"]})


def send_again(request: HttpRequest, pending: signing_up.Pending) -> HttpResponse:
    """Mail another code in place of the first."""
    if signing_up.may_mail(request, pending["email"]):
        signing_up.send(request, pending)
        messages.info(request, ANOTHER)
    else:
        messages.error(request, NO_MORE)
    return redirect("accounts:sign_up_code")


@require_safe
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything that somebody can change about how they sign in."""
    return render(request, "accounts/account.html")


@require_safe
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """After a link let somebody in who has no other way yet: let them make one."""
    return render(request, "accounts/welcome.html")


@login_required
@freshly_signed_in
def email(request: SignedIn) -> HttpResponse:
    """Change the address: after a code sent to it, or at once where no mail goes out."""
    if mail.goes_out():
        answer: HttpResponse = account_views.email(request)
        return answer
    form = EmailForm(request.POST or None, user=request.user)
    if form.is_valid():
        before = request.user.email
        request.user.change_email(form.cleaned_data["email"])
        told = {"from_email_address": before, "to_email_address": request.user.email}
        email_changed.send(sender=type(request.user), request=request, user=request.user, **told)
        return redirect("accounts:account")
    return render(request, "accounts/email.html", {"form": form})


@login_required
@freshly_signed_in
def password(request: SignedIn) -> HttpResponse:
    """Change the password, or set a first one."""
    has_one = request.user.has_usable_password()
    answer: HttpResponse = (account_views.password_change if has_one else account_views.password_set)(request)
    return answer


@login_required
def reauthenticate(request: SignedIn) -> HttpResponse:
    """Ask for the password again, or for a mailed code; who has nothing to be asked for is shown how to get it."""
    if mailed_codes.are_all_that(request.user):
        return mailed_codes.ask(request, request.user)
    if not get_adapter().get_reauthentication_methods(request.user):
        return redirect("accounts:welcome")
    answer: HttpResponse = account_views.reauthenticate(request)
    return answer


@freshly_signed_in
@csp_update({"img-src": ["data:"]})
def activate_totp(request: HttpRequest) -> HttpResponse:
    """Set up an authenticator app; the picture for its camera stands in the page itself."""
    answer: HttpResponse = totp_views.activate_totp(request)
    return answer


@freshly_signed_in
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey."""
    answer: HttpResponse = webauthn_views.add_webauthn(request)
    return answer


@require_POST
@login_required
def end_session(request: SignedIn, pk: int) -> HttpResponse:
    """Sign out one of one's sessions elsewhere."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    return redirect("usersessions_list")


@require_http_methods(["GET", "HEAD", "POST"])
def login_link(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button that signs in, or do it; a GET changes nothing, since mail scanners follow links."""
    if request.method == "POST":
        user = LoginLink.objects.redeem(token)
        return let_in(request, user) if user else spent(request)
    link = LoginLink.objects.usable(token)
    if link is None:
        return spent(request)
    return render(request, "accounts/login_link.html", {"email": link.user.email})


def let_in(request: HttpRequest, user: User) -> HttpResponse:
    """Sign in whom a link names, by their second factor too if they have one; the first time, to a way of their own."""
    logout(request)
    known = user.has_usable_password() or Authenticator.objects.filter(user=user).exists()
    answer: HttpResponse = perform_login(request, user, redirect_url="/" if known else reverse("accounts:welcome"))
    return answer


def spent(request: HttpRequest) -> HttpResponse:
    """The same answer for a link that was used, is too old or never was."""
    return render(request, "accounts/login_link_spent.html", status=410)
