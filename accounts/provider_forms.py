"""What is chosen about accounts elsewhere."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django import forms

from accounts import mail, providers
from accounts.models import User

ONLY_WAY = "You have no other way in yet. Set a password or add a passkey, then disconnect it."


class WayForm(forms.Form):
    """What somebody goes to a provider for."""

    process = forms.ChoiceField(choices=[("login", "Sign in"), ("connect", "Connect")])


class DisconnectForm(forms.Form):
    """One of somebody's accounts elsewhere."""

    account = forms.ModelChoiceField(SocialAccount.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.connected = SocialAccount.objects.filter(user=user).order_by("pk")
        self.fields["account"].queryset = self.connected  # type: ignore[attr-defined]

    def clean_account(self) -> SocialAccount:
        """It, unless nothing else would let its owner in."""
        account: SocialAccount = self.cleaned_data["account"]
        if not has_another_way(self.user, account):
            raise forms.ValidationError(ONLY_WAY)
        return account


def has_another_way(user: User, account: SocialAccount) -> bool:
    """Whether somebody can sign in without this account elsewhere."""
    if user.has_usable_password() or mail.goes_out():
        return True
    passkeys = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN)
    names = [provider.id for provider in providers.those_offered()]
    others = SocialAccount.objects.filter(user=user, provider__in=names).exclude(pk=account.pk)
    return others.exists() or any(passkey.wrap().is_passwordless is not False for passkey in passkeys)
