"""What a comment's author may type, and what they are told when it will not do."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from wiki.comments.models import WRITTEN, Comment
from wiki.lib.conflicts import VersionField
from wiki.lib.lines import AddressField, LineField
from wiki.markup.editor import MarkdownField, PreviewMixin

NOTHING = "Write something first."
NO_ADDRESS = "Begin the address with https:// or http://."


class RetractForm(forms.Form):
    """Retract or, with `undo`, stand by it again; said and not toggled, so that a second press changes nothing."""

    undo = forms.BooleanField(required=False)


class TextForm(PreviewMixin, forms.Form):
    """What a comment says and what it is about; `version` is the one that the writer had before them."""

    on_title = LineField(label="About (a title, if you like)", max_length=300, required=False)
    on_url = AddressField(label="Its address", max_length=2000, required=False, error_messages={"address": NO_ADDRESS})
    body = MarkdownField(label="Your comment", largest=Comment.LARGEST, error_messages={"required": NOTHING})
    version = VersionField()

    def clean_body(self) -> str:
        """The text, if it has a word in it."""
        body: str = self.cleaned_data["body"]
        if not body.strip():
            raise ValidationError(NOTHING)
        return body

    @property
    def said(self) -> dict[str, str]:
        """What was written, once it is valid."""
        return {name: self.cleaned_data[name] for name in WRITTEN}
