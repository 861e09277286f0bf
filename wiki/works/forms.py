"""What an author may say of a work, and what they are told when it will not do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wiki.lib import lines
from wiki.lib.addresses import LONGEST
from wiki.lib.conflicts import VersionField
from wiki.lib.lines import LineField
from wiki.links.editor import MarkdownField, PreviewMixin
from wiki.markup.editor import too_long
from wiki.works.bibtex import LARGEST
from wiki.works.identifiers import bare_arxiv, bare_doi

LARGEST_ABSTRACT = 64 * 1024


class AddressField(lines.AddressField):
    """A web address."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none", "spellcheck": "false"})
        super().__init__(max_length=LONGEST, required=False, widget=widget, **kwargs)


class IdentifierField(LineField):
    """A name that a work has elsewhere: `bare` takes away what was pasted around it, or finds none."""

    def __init__(self, *, bare: Callable[[str], str], refusal: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.bare, self.refusal = bare, refusal

    def to_python(self, value: Any) -> str:
        """The bare name; what has none stays as it is, to be refused."""
        line = super().to_python(value)
        return self.bare(line) or line

    def validate(self, value: str) -> None:
        """Refuse what is no such name."""
        super().validate(value)
        if value and not self.bare(value):
            raise ValidationError(self.refusal)


class BibtexField(forms.CharField):
    """BibTeX as it was pasted."""

    def clean(self, value: Any) -> str:
        """The text, with one kind of line end and no empty space around it."""
        text: str = super().clean(value).replace("\r\n", "\n").strip()
        if len(text.encode(errors="replace")) > LARGEST:
            raise ValidationError(too_long(LARGEST))
        return text


class WorkForm(PreviewMixin, forms.Form):
    """A work, and the version that the writer had before them."""

    bibtex = BibtexField(
        label="BibTeX",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto", "spellcheck": "false"}),
        error_messages={"null_characters_not_allowed": "There is a control character in this. Paste it anew."},
    )
    replace = forms.BooleanField(label="Write over what is filled in already", required=False)
    title = LineField(label="Title", max_length=300, error_messages={"required": "Give the work a title."})
    authors = LineField(label="Authors", max_length=1000, required=False)
    venue = LineField(label="Venue", max_length=300, required=False, help_text="Where it appeared")
    kind = LineField(label="Kind", max_length=60, required=False, help_text="paper, talk, code, or a word of your own")
    year = LineField(label="Year", max_length=20, required=False)
    url = AddressField(label="Its page", help_text="The title leads there")
    doi = IdentifierField(
        label="DOI",
        max_length=200,
        bare=bare_doi,
        refusal="A DOI looks like 10.1000/182. Paste it, or its doi.org address.",
    )
    arxiv = IdentifierField(
        label="arXiv",
        max_length=40,
        bare=bare_arxiv,
        refusal="An arXiv number looks like 2401.00001 or math/0211159. Paste it, or its arxiv.org address.",
    )
    pdf = AddressField(label="PDF")
    code = AddressField(label="Code")
    slides = AddressField(label="Slides")
    abstract = MarkdownField(label="Abstract", required=False, largest=LARGEST_ABSTRACT)
    version = VersionField()

    #: What a work has of its own.
    NAMES = (
        *("title", "authors", "venue", "kind", "year"),
        *("url", "doi", "arxiv", "pdf", "code", "slides", "abstract", "bibtex"),
    )
    GROUPS = (
        ("What it is", NAMES[:5]),
        ("Where to find it", NAMES[5:11]),
        ("Abstract", ("abstract",)),
    )
    SHORT = ("kind", "year", "doi", "arxiv")
    KINDS = ("paper", "book", "chapter", "talk", "sequence", "code", "thesis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].widget.attrs["list"] = "kinds"
        self.fields["bibtex"].widget.attrs["aria-describedby"] = "bibtex-told"
        for name in self.NAMES:
            self.fields[name].widget.attrs.setdefault("dir", "auto")

    @property
    def fill(self) -> bool:
        """Whether the button sent this form that asks to fill it in from its BibTeX."""
        return "fill" in self.data

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields as they stand together on the page, each group with its name."""
        return [(legend, [self[name] for name in names]) for legend, names in self.GROUPS]

    @property
    def work(self) -> dict[str, Any]:
        """What a valid form says of the work."""
        return {name: self.cleaned_data[name] for name in self.NAMES}


class RepliesForm(forms.Form):
    """Whether a work is to take replies."""

    to = forms.ChoiceField(choices=[("close", "close"), ("open", "open")])
