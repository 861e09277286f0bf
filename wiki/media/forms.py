"""What is asked of whoever sends a picture."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from wiki.lib.lines import LineField
from wiki.media.models import Image
from wiki.media.pictures import LONGEST_SIDE, Picture, PictureError, clean

LARGEST = 20 * 1024**2
# What a form adds around its file.
AROUND = 64 * 1024
TOO_MANY_BYTES = "This picture has more than 20 MB. Save it smaller and send that."
TYPES = "image/jpeg,image/png,image/webp,image/gif"
ALT = "What it shows, for those who cannot see it"


class CaptionForm(forms.Form):
    """What a picture shows."""

    alt = LineField(label=ALT, max_length=500, required=False)


class UploadForm(forms.Form):
    """A picture, and what it shows."""

    longest = LONGEST_SIDE

    image = forms.FileField(
        label="Picture",
        widget=forms.ClearableFileInput(attrs={"accept": TYPES}),
        error_messages={
            "required": "Choose a picture first.",
            "invalid": "No file came with this form. Choose a picture and send it again.",
            "missing": "No file came with this form. Choose a picture and send it again.",
            "empty": "This file is empty. Choose another.",
        },
    )
    alt = LineField(label=ALT, max_length=500, required=False)

    def clean_image(self) -> Picture:
        """The picture, written anew."""
        upload: UploadedFile[Any] = self.cleaned_data["image"]
        if upload.size is None or upload.size > LARGEST:
            raise forms.ValidationError(TOO_MANY_BYTES, code="too_large")
        try:
            return clean(upload, self.longest)
        except PictureError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def add(self, uploader: Any) -> Image:
        """Store what was sent, as this user's."""
        return Image.objects.add(self.cleaned_data["image"], uploader=uploader, alt=self.cleaned_data["alt"])

    def refusal(self) -> str:
        """All that is wrong, as sentences."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)


def is_too_long(request: HttpRequest) -> bool:
    """Whether a form says of itself that it has more than a picture may have; it need not be read then."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not re.fullmatch(r"[0-9]{1,18}", length) or int(length) > LARGEST + AROUND


def unread() -> UploadForm:
    """The form to show for one that was too long to be read."""
    form = UploadForm({})
    form.errors["image"] = form.error_class([TOO_MANY_BYTES])
    return form
