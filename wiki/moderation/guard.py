"""A form's guard: what tells machines from people who write, and one sending of the form from another."""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.core import signing

from accounts.clients import client_address
from wiki.moderation.admission import Facts

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

SALT = "wiki.moderation.guard"
GOOD_FOR = timedelta(hours=24)
OLD = "This form is old: press the button once more. Your text is still in it."
LONGEST_AGENT = 300


def new_stamp() -> str:
    """Says when a form was shown, and which it is."""
    return signing.dumps([secrets.token_hex(16), time.time()], salt=SALT)


class GuardMixin(forms.Form):
    """A field that people do not see and leave empty, and a stamp; what these tell is judged elsewhere."""

    topic = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    stamp = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_stamp)

    #: The form's own key, and when it was shown; of a form without a stamp nothing is known.
    told: tuple[str, float] | None = None

    def clean_stamp(self) -> str:
        """A stamp of ours from within the last day, or none at all; in place of any other the form has a new one."""
        stamp: str = self.cleaned_data["stamp"]
        if stamp:
            try:
                key, since = signing.loads(stamp, salt=SALT, max_age=GOOD_FOR)
            except signing.BadSignature:
                self.begin_anew()
                self.add_error(None, OLD)
                return ""
            self.told = str(key), float(since)
        return stamp

    def begin_anew(self) -> None:
        """Let the form, when it is shown again, be another one with the same text."""
        self.data: QueryDict = self.data.copy()
        self.data[self.add_prefix("stamp")] = new_stamp()

    def facts(self, request: HttpRequest) -> Facts:
        """How this form was sent, once it is valid; its key is another for each who sends it."""
        key, since = self.told or ("", 0.0)
        own = f"{key} {request.user.pk}"
        return Facts(
            address=client_address(request),
            agent=request.headers.get("User-Agent", "")[:LONGEST_AGENT],
            seconds=max(time.time() - since, 0.0) if key else None,
            trap=self.cleaned_data["topic"],
            form_key=hashlib.sha256(own.encode()).hexdigest() if key else "",
        )

    def said_before(self, why: str) -> None:
        """This form was sent already, and said something else then: it is another one from now on."""
        self.begin_anew()
        self.add_error(None, why)
