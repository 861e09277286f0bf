"""Leaving: somebody deletes their account, and with it everything that the site keeps of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.views import freshly_signed_in
from wiki.authors.access import may_write, own
from wiki.comments.models import Comment
from wiki.comments.states import STANDING
from wiki.moderation.erasing import erase, refuse
from wiki.moderation.people import RefusedError
from wiki.votes import casters, cookies

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from accounts.views import SignedIn

CHOICES = [
    ("remove", "Remove them. Where somebody answered, the line “removed” stays in their place."),
    ("anonymous", "Keep them, under “Anonymous” in place of my name."),
]


class LeavingForm(forms.Form):
    """What becomes of what somebody said, and their own address, so that nobody leaves by a slip."""

    use_required_attribute = False  # our sentences say more than the browser's

    replies = forms.ChoiceField(
        label="What you said in public",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the two.", "invalid_choice": "Choose one of the two."},
    )
    address = forms.CharField(
        label="Your e-mail address, to show that you mean it",
        max_length=254,
        error_messages={"required": "Type the address of your account."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_address(self) -> str:
        """The address, if it is that of the account."""
        address: str = self.cleaned_data["address"]
        if address.casefold() != self.user.email.casefold():
            raise forms.ValidationError(f"This is not the address of your account, which is {self.user.email}.")
        return address


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@freshly_signed_in
def delete_account(request: SignedIn) -> HttpResponse:
    """Say what will happen, ask what becomes of what they said, and do it."""
    form = LeavingForm(request.POST if request.method == "POST" else None, user=request.user)
    try:
        refuse(request.user)
        if form.is_valid():
            erase(request.user, replies=form.cleaned_data["replies"], actor=request.user)
            return gone(request)
    except RefusedError as refusal:
        status = HTTPStatus.CONFLICT if request.method == "POST" else HTTPStatus.OK
        return render(request, "front/delete_account.html", {"why_not": str(refusal)}, status=status)
    return render(request, "front/delete_account.html", about(request.user) | {"form": form})


def about(user: User) -> dict[str, Any]:
    """What there is to be told of what they leave."""
    author = own(user)
    said = Comment.objects.filter(author=author, state__in=STANDING).count() if author else 0
    return {"said": said, "writes_here": author is not None and may_write(user)}


def gone(request: HttpRequest) -> HttpResponse:
    """The last page that they see here, without their session and, unless it is another's, their browser's cookie.

    The browser forgets the pages that it has seen here, and the drafts that it keeps of them.
    """
    logout(request)
    response = render(request, "front/account_deleted.html")
    response["Clear-Site-Data"] = '"cache", "storage"'
    if casters.known_browser(request) is None:
        cookies.take(response)
    return response
