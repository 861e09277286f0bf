"""What is asked of whoever adds to the bibliography or mends an entry of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from wiki.lib.conflicts import VersionField
from wiki.links.keys import key as folded
from wiki.works.bibtex import LATEX, NO_ENTRY
from wiki.works.entries import Entry
from wiki.works.files import BEGINNING, File, Found, read_all
from wiki.works.forms import BibtexField

LARGEST_FILE = 8 * 1024**2
#: So many entries, and so much to decode in them, are read in the time that a person waits.
MOST_ENTRIES = 10_000
MOST_LATEX = 300_000
TOO_LARGE = "This file has more than 8 MB. Save it as several, and send one after another."
TOO_MANY = "There are more than 10,000 entries in this. Send it in parts."
TOO_MUCH_LATEX = "There is more LaTeX in this than can be read at once. Send it in parts."
NOT_UTF8 = "This file is not in UTF-8. Save it in that encoding, or copy its text into the field."
CONTROL = "There is a control character in this. Paste it anew."
NEITHER = "Paste some BibTeX, or choose a file of it."
BOTH = "Paste BibTeX or choose a file, one of the two."
ONE_ENTRY = "Leave one entry here. Add others by pasting them on their own."
KEY_TAKEN = "Another entry has this key already: upper and lower case are one."


def area(rows: int) -> forms.Textarea:
    """Where BibTeX is typed."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto", "spellcheck": "false"})


class ImportForm(forms.Form):
    """BibTeX that is pasted, or a file of it."""

    text = forms.CharField(
        label="Paste BibTeX",
        required=False,
        strip=False,
        widget=area(12),
        error_messages={"null_characters_not_allowed": CONTROL},
    )
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        help_text="A .bib file in UTF-8, of 8 MB at most",
        widget=forms.ClearableFileInput(attrs={"accept": ".bib,.bibtex,.txt,application/x-bibtex,text/plain"}),
        error_messages={"empty": "This file is empty. Choose another.", "invalid": "Choose the file again."},
    )

    def clean_file(self) -> str:
        """The text of the file, or nothing where none was chosen."""
        upload: UploadedFile[Any] | None = self.cleaned_data["file"]
        if upload is None:
            return ""
        if upload.size is None or upload.size > LARGEST_FILE:
            raise ValidationError(TOO_LARGE)
        try:
            text: str = upload.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise ValidationError(NOT_UTF8) from None
        if "\x00" in text:
            raise ValidationError(CONTROL)
        return text

    def clean(self) -> dict[str, Any]:
        """What the BibTeX holds, from wherever it came, as `read`."""
        pasted, uploaded = (self.cleaned_data.get(name, "") for name in ("text", "file"))
        if pasted.strip() and uploaded:
            raise ValidationError(BOTH)
        if not self.errors:
            self.cleaned_data["read"] = readable(uploaded or pasted)
        return self.cleaned_data

    @property
    def read(self) -> File:
        """What a valid form holds."""
        file: File = self.cleaned_data["read"]
        return file


def readable(text: str) -> File:
    """What a text holds; ValidationError where that is nothing, or too much."""
    if not text.strip():
        raise ValidationError(NEITHER)
    if sum(1 for _ in BEGINNING.finditer(text)) > MOST_ENTRIES:
        raise ValidationError(TOO_MANY)
    if sum(1 for _ in LATEX.finditer(text)) > MOST_LATEX:
        raise ValidationError(TOO_MUCH_LATEX)
    file = read_all(text.replace("\r\n", "\n").replace("\r", "\n"))
    if not file.found and not file.refused:
        raise ValidationError(NO_ENTRY)
    return file


class EntryForm(forms.Form):
    """One entry, and the version that the writer had before them."""

    bibtex = BibtexField(
        label="BibTeX",
        strip=False,
        widget=area(14),
        error_messages={"required": NO_ENTRY, "null_characters_not_allowed": CONTROL},
    )
    version = VersionField()

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entry = entry

    def clean_bibtex(self) -> str:
        """The text of one sound entry whose key no other has."""
        text: str = self.cleaned_data["bibtex"]
        found, refused = readable(text)
        if refused:
            raise ValidationError([f"Line {line}: {reason}" for line, _, reason in refused])
        if len(found) > 1:
            raise ValidationError(ONE_ENTRY)
        if Entry.objects.filter(folded=folded(found[0].key)).exclude(pk=self.entry.pk).exists():
            raise ValidationError(KEY_TAKEN)
        self.cleaned_data["found"] = found[0]
        return text

    @property
    def found(self) -> Found:
        """The entry of a valid form."""
        found: Found = self.cleaned_data["found"]
        return found
