"""What a comment's author may type, and what they are told when it will not do."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from wiki.comments.models import Comment
from wiki.lib.addresses import is_web_address
from wiki.markup.editor import MarkdownField, PreviewMixin

NOTHING = "Write something first."


class TextForm(PreviewMixin, forms.Form):
    """The words of a comment, and the version that the writer had before them."""

    body = MarkdownField(label="Your comment", largest=Comment.LARGEST, error_messages={"required": NOTHING})
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """The text, if it has a word in it."""
        body: str = self.cleaned_data["body"]
        if not body.strip():
            raise ValidationError(NOTHING)
        return body


class WriteForm(TextForm):
    """A new comment, and what it is about."""

    on_title = forms.CharField(label="About (a title, if you like)", max_length=300, required=False)
    on_url = forms.CharField(label="Its address", max_length=2000, required=False)

    field_order = ["on_title", "on_url", "body"]

    def clean_on_url(self) -> str:
        """An address that may become a link, or nothing."""
        address: str = self.cleaned_data["on_url"]
        if address and not is_web_address(address):
            raise ValidationError("Begin the address with https:// or http://.")
        return address
