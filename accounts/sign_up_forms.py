"""What is typed to make an account, and the codes that prove an address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.socialaccount import forms as social
from django import forms
from django.core.validators import MaxLengthValidator
from django.shortcuts import redirect

from accounts import signing_up
from accounts.forms import MOST_LETTERS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PASSWORD_HELP = "At least eight characters. Leave it empty, and a code is mailed to you each time that you sign in."  # noqa: S105


def too_many() -> Exception:
    """The words for whoever asks for codes, or tries them, too often."""
    error: Exception = get_adapter().validation_error("too_many_login_attempts")
    return error


class Proving:
    """For a form with an address to which a code goes."""

    def validate_unique_email(self, email: str) -> str:
        """Whether it is somebody's already is told to its owner alone, by mail."""
        return email

    def clean(self) -> dict[str, Any]:
        """Where nothing else is wrong, one more mail is counted."""
        told: dict[str, Any] = super().clean()  # type: ignore[misc]
        if not self.errors and not signing_up.may_mail(context.request, told["email"]):  # type: ignore[attr-defined]
            raise too_many()
        return told


class SignUpForm(Proving, library.SignupForm):  # type: ignore[misc]
    """An address, a password if one is wanted, and a field that no person sees."""

    website = forms.CharField(
        label="Leave this empty",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email, password = self.fields["email"], self.fields["password1"]
        email.label, password.label = "E-mail address", "Password, if you want one"
        email.widget.attrs["autocomplete"] = "email"
        password.help_text = PASSWORD_HELP
        password.validators.append(MaxLengthValidator(MOST_LETTERS))
        for field in (email, password):
            field.widget.attrs.pop("placeholder", None)

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """Nobody is saved yet: a code is mailed, and asked for next."""
        told = self.cleaned_data
        if told["website"]:
            signing_up.pretend(request, told["email"])
        else:
            signing_up.begin(request, told["email"], password=told["password1"])
        return None, redirect("accounts:sign_up_code")


class ProviderSignUpForm(Proving, social.SignupForm):  # type: ignore[misc]
    """The address of somebody whose provider vouches for none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        email = self.fields["email"]
        email.label = "E-mail address"
        email.widget.attrs["autocomplete"] = "email"
        email.widget.attrs.pop("placeholder", None)

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """Nobody is saved yet: a code is mailed, and asked for next."""
        connected = signing_up.connected_by(self.sociallogin)
        leads_to = self.sociallogin.state.get("next") or ""
        signing_up.begin(request, self.cleaned_data["email"], connected=connected, leads_to=leads_to)
        return None, redirect("accounts:sign_up_code")


def code_field() -> forms.CharField:
    """A field for a code that came by mail."""
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"})
    return forms.CharField(label="Code", max_length=40, widget=widget)


class CodeForm(forms.Form):
    """The code that proves the address of a new account."""

    code = code_field()

    def __init__(self, *args: Any, request: HttpRequest, pending: signing_up.Pending, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request, self.pending = request, pending

    def clean_code(self) -> str:
        """The code, if it is the right one."""
        code: str = self.cleaned_data["code"]
        if not signing_up.may_try(self.request, self.pending["email"]):
            raise too_many()
        if not signing_up.is_right(self.request, self.pending, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class Counted:
    """For the library's form of a code that was mailed: tries are counted by address, in whatever session."""

    def address(self) -> str:
        """Where the code went."""
        raise NotImplementedError

    def clean_code(self) -> str:
        """The code, if it is the right one."""
        if not signing_up.may_try(context.request, self.address()):
            raise too_many()
        code: str = super().clean_code()  # type: ignore[misc]
        return code


class SignInCodeForm(Counted, library.ConfirmLoginCodeForm):  # type: ignore[misc]
    """A code in place of a password."""

    code = code_field()

    def address(self) -> str:
        return str(context.request._login_stage.state.get("email", ""))


class NewAddressCodeForm(Counted, library.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """A code for the address to which somebody changes."""

    code = code_field()

    def address(self) -> str:
        return str(self.email)
