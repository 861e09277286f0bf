"""The library's forms for what an authenticator says, so that no nonsense from outside is more than a refusal."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as library
from django import forms
from django.forms.fields import InvalidJSONInput

LARGEST = 16 * 1024
#: What the library's reading of an answer that is none can end in.
NONSENSE = (AttributeError, KeyError, RecursionError, TypeError, ValueError)


class CredentialField(forms.JSONField):
    """What an authenticator says, in JSON, neither long nor deep."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        """The answer; what is none, or far too long for one, is refused."""
        try:
            return super().to_python(value if len(value or "") <= LARGEST else "?")
        except NONSENSE:
            raise refusal() from None

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent, to be shown again."""
        try:
            return super().bound_data(data if len(data or "") <= LARGEST else "?", initial)
        except NONSENSE:
            return InvalidJSONInput(data[:LARGEST])


def refusal() -> Exception:
    """The library's own words for an answer that will not do."""
    error: Exception = get_adapter().validation_error("incorrect_code")
    return error


class Answering:
    """For a form that takes an authenticator's answer about a passkey which it has."""

    def clean_credential(self) -> Any:
        """The passkey that the answer is of."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except NONSENSE:
            raise refusal() from None


class AuthenticateForm(Answering, library.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    credential = CredentialField()


class LoginForm(Answering, library.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey alone."""

    credential = CredentialField()


class ReauthenticateForm(Answering, library.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey once more, before a change."""

    credential = CredentialField()


class AddForm(library.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey, which signs in alone unless its owner wants it otherwise."""

    credential = CredentialField()
    passwordless = forms.BooleanField(
        label="Sign in with this passkey alone",
        required=False,
        initial=True,
        help_text="Otherwise it comes second, after the password.",
    )

    def clean(self) -> dict[str, Any]:
        """The answer of the authenticator that made it."""
        try:
            told: dict[str, Any] = super().clean()
        except NONSENSE:
            raise refusal() from None
        return told
