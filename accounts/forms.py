"""What is typed on the account pages."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, SetPasswordForm
from django import forms
from django.core.validators import MaxLengthValidator

from accounts.models import User

MOST_LETTERS = 128
TAKEN = "Somebody else signs in here with this address. Type another."


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password; for a forgotten one the page has a button, where mail goes out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class EmailForm(forms.Form):
    """Another address to sign in with."""

    email = forms.EmailField(
        label="New e-mail address", max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        """The address in small letters, if nobody signs in with it yet."""
        email: str = self.cleaned_data["email"].lower()
        if email == self.user.email:
            raise forms.ValidationError("This is your address already. Type another.")
        if User.objects.is_taken(email, but=self.user):
            raise forms.ValidationError(TAKEN)
        return email


class NewPasswordForm(SetPasswordForm):  # type: ignore[misc]
    """A new password, typed twice; the old one is asked for before this form is shown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first, again = self.fields["password1"], self.fields["password2"]
        first.label, again.label = "New password", "The same again"
        first.validators.append(MaxLengthValidator(MOST_LETTERS))
        for field in (first, again):
            field.widget.attrs.pop("placeholder", None)
