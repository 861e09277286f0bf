"""What an author may say of themselves, and what they are told when it will not do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.validators import EmailValidator
from django.http import QueryDict

from accounts.models import User
from wiki.authors.models import Author, Link
from wiki.authors.names import NameField
from wiki.authors.orcid import OrcidField
from wiki.authors.rows import Lines, RowForm, Rows
from wiki.lib.addresses import LONGEST
from wiki.lib.conflicts import VersionField
from wiki.lib.lines import AddressField, LineField
from wiki.links.editor import MarkdownField, PreviewMixin
from wiki.media.forms import UploadForm
from wiki.media.models import Image

LARGEST_BIO = 64 * 1024
NO_EMAIL = "This is no e-mail address. Write it like ada@example.org, or leave it empty."
NO_TITLE = "Say in a word or two what this address leads to."
WRITTEN: dict[str, Any] = {"dir": "auto", "autocomplete": "off"}


class PlaceForm(RowForm):
    """A line under "Previously"."""

    line = LineField(label="Where, or as what", max_length=300, required=False, widget=forms.TextInput(WRITTEN))


class LinkForm(RowForm):
    """A line under "See:"."""

    title = LineField(label="What it is", max_length=300, required=False, widget=forms.TextInput(WRITTEN))
    url = AddressField(
        label="Its address, if it has one",
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    own = forms.BooleanField(label="My own account or page there", required=False)

    def clean(self) -> None:
        """An address needs words to stand on."""
        if self.cleaned_data.get("url") and self.cleaned_data.get("title") == "":
            self.add_error("title", NO_TITLE)


class ChoiceForm(forms.Form):
    """One of somebody's own pictures, by its name."""

    choose = forms.ModelChoiceField(Image.objects.none(), to_field_name="name")

    def __init__(self, data: QueryDict, *, user: User | AnonymousUser) -> None:
        super().__init__(data)
        self.fields["choose"].queryset = Image.objects.of(user)  # type: ignore[attr-defined]


class PhotoForm(UploadForm):
    """A picture for the head of the page, where it is never seen large."""

    longest = 512


class NameForm(forms.Form):
    """The name that a reader goes by."""

    name = NameField()


class ProfileForm(PreviewMixin, forms.Form):
    """All that the head of an author's page says, and the version that the writer had before them."""

    name = LineField(max_length=200, error_messages={"required": "Write the name that you go by."})
    pronouns = LineField(max_length=60, required=False)
    email = LineField(label="E-mail", max_length=254, required=False, widget=forms.EmailInput)
    email_public = forms.BooleanField(label="Show the e-mail address on the page", required=False)
    orcid = OrcidField(label="ORCID iD", max_length=100, required=False)
    bio = MarkdownField(label="Biography", largest=LARGEST_BIO, required=False)
    version = VersionField()

    def __init__(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        told = initial or {}
        self.previously = Rows("previously", PlaceForm, data, told.get("previously", {}))
        self.see = Rows("see", LinkForm, data, told.get("see", {}))
        for name in ("name", "pronouns"):
            self.fields[name].widget.attrs |= WRITTEN

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields of one line before the e-mail's tick."""
        return [self[name] for name in ("name", "pronouns", "email")]

    @property
    def button(self) -> str:
        """The button of a list that sent this form, or nothing."""
        return str(self.data.get("rows", ""))

    def clean_email(self) -> str:
        """An e-mail address, or nothing."""
        email: str = self.cleaned_data["email"]
        if email:
            EmailValidator(message=NO_EMAIL)(email)
        return email

    def is_valid(self) -> bool:
        """Whether every field and every line will do; if not, the first that will not has the focus."""
        valid = all([super().is_valid(), self.previously.is_valid(), self.see.is_valid()])
        wrong = [field for form in (self, *self.previously.rows, *self.see.rows) for field in form if field.errors]
        for field in wrong[:1]:
            field.field.widget.attrs["autofocus"] = True
        return valid

    @property
    def typed(self) -> dict[str, Any]:
        """What stands in the form, for it to be shown again."""
        plain = {name: self[name].data for name in self.fields}
        return plain | {"previously": self.previously.typed(), "see": self.see.typed()}

    def values(self) -> dict[str, Any]:
        """The row's fields as they are to be."""
        plain = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return plain | {"previously": [row["line"] for row in self.previously.cleaned()]}

    def links(self) -> list[Link]:
        """The lines under "See:" as they are to be."""
        return [Link(**row) for row in self.see.cleaned()]


def told(author: Author) -> dict[str, Any]:
    """What the form of this author says at first."""
    names = ("name", "pronouns", "email", "email_public", "orcid", "bio", "version")
    links = (
        [{"title": link.title, "url": link.url, "own": link.own} for link in author.links.all()] if author.pk else []
    )
    plain = {name: getattr(author, name) for name in names} if author.pk else {"version": 0}
    return plain | {"previously": numbered([{"line": line} for line in author.previously]), "see": numbered(links)}


def numbered(rows: list[dict[str, Any]]) -> Lines:
    """Lines with their keys, from 1."""
    return {str(key): row for key, row in enumerate(rows, start=1)}
