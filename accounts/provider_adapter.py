"""What this site asks of django-allauth about accounts elsewhere: to trust little of what is told, and keep less."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from allauth.account.utils import user_email
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import urlencode

from accounts import mail, providers, signing_up
from accounts.models import User

if TYPE_CHECKING:
    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest

LOGIN = re.compile(r"[A-Za-z0-9-]{1,39}")  # what GitHub lets somebody call themselves
SIGN_IN_FIRST = "You have an account here with that address. Sign in to it, then connect {name} on this page."
#: Of what a provider is to bring back, so that nobody can guess it.
STATE_LETTERS = 32


class NonsenseError(ValueError):
    """What a provider told is nothing that it can mean: whoever came by it is told so, and nothing is kept."""


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:  # noqa: ARG002
        """Of all that was told, keep who it is and one address; whatever else their profile holds is not ours."""
        account = sociallogin.account
        provider = providers.by_id(account.provider)
        if provider is None or not provider.uid.fullmatch(account.uid):
            raise NonsenseError(f"{account.provider} calls somebody by no name that it gives.")
        account.extra_data = kept(account.extra_data)
        told = sociallogin.email_addresses
        sociallogin.email_addresses = [found for found in told if is_vouched_for(found)][:1] or told[:1]
        user: User = sociallogin.user
        user_email(user, sociallogin.email_addresses[0].email if sociallogin.email_addresses else "")
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Nobody is let into an account by an address: its owner signs in first, and connects then."""
        sociallogin.token = None  # it has done its work
        email = vouched(sociallogin)
        joins = sociallogin.state.get("process") != "connect" and not sociallogin.is_existing
        if joins and email and User.objects.is_taken(email, but=User()):
            name = getattr(providers.by_id(sociallogin.account.provider), "name", "")
            messages.info(request, SIGN_IN_FIRST.format(name=name))
            query = urlencode({"next": reverse("accounts:connections")})
            raise ImmediateHttpResponse(redirect(f"{reverse('account_login')}?{query}"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Where readers are welcome, and their address is proved already or can be by mail."""
        return mail.takes_readers() or (mail.readers_are_welcome() and bool(vouched(sociallogin)))

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        """Without a form only where the provider has proved the address; otherwise it is asked for, and a code."""
        return bool(vouched(sociallogin))

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:  # noqa: ARG002
        """Make the account of somebody whose address is proved; who was not quick enough is told."""
        user = signing_up.make(vouched(sociallogin), connected=signing_up.connected_by(sociallogin))
        if user is None:
            messages.error(request, signing_up.THERE_IS_ONE)
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.user = user
        return user

    def generate_state_param(self, state: dict[str, Any]) -> str:  # noqa: ARG002  it says nothing of it
        return get_random_string(STATE_LETTERS)


def kept(told: Any) -> dict[str, str]:
    """What is kept of a profile elsewhere: the name by which its owner knows it."""
    login = told.get("login") if isinstance(told, dict) else None
    return {"login": login} if isinstance(login, str) and LOGIN.fullmatch(login) else {}


def is_vouched_for(address: Any) -> bool:
    """Whether the provider says that it has proved this address, and that it is the one in use."""
    return address.verified is True and address.primary is True


def vouched(sociallogin: SocialLogin) -> str:
    """The address that the provider has proved, or nothing."""
    return next((str(found.email) for found in sociallogin.email_addresses if is_vouched_for(found)), "")
