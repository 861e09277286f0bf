"""What somebody may choose about what they are told."""

from __future__ import annotations

from django import forms

from wiki.notices.models import Pace


class ChoiceForm(forms.Form):
    """When mails tell of answers."""

    answers = forms.ChoiceField(
        label="When somebody answers you, or writes about something of yours, a mail tells you",
        choices=Pace.choices,
        widget=forms.RadioSelect,
    )


class ReadForm(forms.Form):
    """The newest that somebody had before them when they said that they had read all."""

    newest = forms.IntegerField(min_value=1, max_value=2**63 - 1)
