"""What is asked of whoever sends a picture."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from wiki.media.models import Image
from wiki.media.pictures import Picture, PictureError, clean

LARGEST = 20 * 1024**2
TOO_MANY_BYTES = "This picture has more than 20 MB. Save it smaller and send that."
TYPES = "image/jpeg,image/png,image/webp,image/gif"
ALT = "What it shows, for those who cannot see it"


class CaptionForm(forms.Form):
    """What a picture shows."""

    alt = forms.CharField(label=ALT, max_length=500, required=False)


class UploadForm(forms.Form):
    """A picture, and what it shows."""

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
    alt = forms.CharField(label=ALT, max_length=500, required=False)

    def clean_image(self) -> Picture:
        """The picture, written anew."""
        upload: UploadedFile[Any] = self.cleaned_data["image"]
        if upload.size is None or upload.size > LARGEST:
            raise forms.ValidationError(TOO_MANY_BYTES, code="too_large")
        try:
            return clean(upload)
        except PictureError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def add(self, uploader: Any) -> Image:
        """Store what was sent, as this user's."""
        return Image.objects.add(self.cleaned_data["image"], uploader=uploader, alt=self.cleaned_data["alt"])

    def refusal(self) -> str:
        """All that is wrong, as sentences."""
        return " ".join(str(message) for messages in self.errors.values() for message in messages)
