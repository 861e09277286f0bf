"""What somebody fills in who flags a comment."""

from __future__ import annotations

from django import forms

from wiki.lib.conflicts import VersionField
from wiki.lib.lines import LineField
from wiki.moderation.complaints import Complaint
from wiki.moderation.flagging import Objection

#: Says nothing against it, or nothing any more.
NOTHING = "none"
CHOOSE = "Choose what is wrong with it."
LONGEST = 500


class FlagForm(forms.Form):
    """What is wrong with a comment; said and not toggled, so that a form that is sent twice changes nothing."""

    complaint = forms.ChoiceField(
        label="What is wrong with it?",
        choices=[*Complaint.choices, (NOTHING, "Nothing")],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )
    note = LineField(
        label="In your own words, if you like",
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"Only moderators read it. At most {LONGEST} characters.",
    )
    version = VersionField()
    #: The id that the form was offered, for a browser that is not known yet.
    browser = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    @property
    def takes_back(self) -> bool:
        """Whether it says nothing against it."""
        return bool(self.cleaned_data["complaint"] == NOTHING)

    @property
    def said(self) -> Objection:
        """What was filled in, once it is valid and takes nothing back."""
        told = self.cleaned_data
        return Objection(Complaint(told["complaint"]), told["note"], told["version"])
