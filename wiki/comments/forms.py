"""What a comment's author may type, and what they are told when it will not do."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError

from wiki.comments.models import Comment
from wiki.comments.texts import WRITTEN
from wiki.lib.conflicts import VersionField
from wiki.lib.epistemic import ConfidenceField, StatusField
from wiki.lib.lines import AddressField, LineField
from wiki.links.editor import MarkdownField, PreviewMixin
from wiki.pages.fields import TitleField
from wiki.votes.abstract import Axis

NOTHING = "Write something first."
NO_ADDRESS = "Begin the address with https:// or http://."


def labelled(label: str) -> Axis:
    """The axis that is called so."""
    return next(axis for axis in Axis if axis.label == label)


class WordsField(MarkdownField):
    """What somebody says, if it has a word in it."""

    def __init__(self, *, label: str) -> None:
        super().__init__(label=label, largest=Comment.LARGEST, error_messages={"required": NOTHING})

    def clean(self, value: Any) -> str:
        """The text, which is not of white space alone."""
        text: str = super().clean(value)
        if not text.strip():
            raise ValidationError(NOTHING)
        return text


class RetractForm(forms.Form):
    """Retract or, with `undo`, stand by it again; said and not toggled, so that a second press changes nothing."""

    undo = forms.BooleanField(required=False)


class FixedChoice(forms.TypedChoiceField):
    """A choice that holds nothing of one form, so that none copies it: that takes as long as looking up who votes."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self


class VoteForm(forms.Form):
    """What a vote says of a comment; no other spelling of a number is one, so that JSON's `true` is not 1."""

    axis = FixedChoice(choices=[(axis.label, axis.label) for axis in Axis], coerce=labelled)
    value = FixedChoice(choices=[(value, value) for value in range(-2, 3)], coerce=int)
    #: The id that the form was offered, for a browser that is not known yet.
    browser = forms.CharField(max_length=200, required=False)


class TextForm(PreviewMixin, forms.Form):
    """What a comment says and what it is about; `version` is the one that the writer had before them."""

    on_title = LineField(label="About (a title, if you like)", max_length=300, required=False)
    on_url = AddressField(label="Its address", max_length=2000, required=False, error_messages={"address": NO_ADDRESS})
    body = WordsField(label="Your comment")
    version = VersionField()

    @property
    def said(self) -> dict[str, str]:
        """What was written, once it is valid."""
        return {name: self.cleaned_data[name] for name in WRITTEN}


class AssessForm(forms.Form):
    """How far its author stands behind a comment."""

    status = StatusField()
    confidence = ConfidenceField()
    superseded_by = TitleField(
        label="Superseded by", required=False, max_length=200, help_text="The title of the wiki page to read instead"
    )
