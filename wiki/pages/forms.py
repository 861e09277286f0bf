"""What may be written on a page, and what its writer is told when it will not do."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction

from wiki.lib.conflicts import VersionField
from wiki.lib.epistemic import ConfidenceField, StatusField
from wiki.lib.lines import LineField
from wiki.lib.merges import has_markers
from wiki.links.editor import MarkdownField, PreviewMixin
from wiki.links.keys import key
from wiki.pages.content import HEAD, LISTS, Content
from wiki.pages.fields import AliasesField, CiteKeyField, TagsField, TitleField
from wiki.pages.models import Page, State
from wiki.pages.saving import Hand, Saved
from wiki.pages.taken import may_take

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.lib.kinds import Viewer

MARKERS = (
    "A line begins with <<<<<<<, as where a program could not put two texts together. Take such lines out, "
    "or say below that they are meant."
)
STATES = (
    (State.DRAFT, "A draft, which only those read who write here"),
    (State.PUBLISHED, "Published: everyone reads it"),
)


class PageForm(PreviewMixin, forms.Form):
    """A page's text and head, and the revision that the writer had before them."""

    title = TitleField(label="Title")
    body = MarkdownField(label="Text", required=False, largest=Page.LARGEST)
    summary = LineField(
        label="What you changed", max_length=300, required=False, help_text="One line, for the page's history"
    )
    minor = forms.BooleanField(label="A minor edit", required=False)
    state = forms.ChoiceField(label="Who reads it", choices=STATES, widget=forms.RadioSelect)
    history = forms.BooleanField(label="Also show everyone what it said before", required=False)
    tags = TagsField(label="Tags", required=False, help_text="With commas between")
    aliases = AliasesField(
        label="Other names",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="One a line; links may use them",
    )
    status = StatusField()
    confidence = ConfidenceField()
    superseded_by = TitleField(label="Superseded by", required=False, help_text="The title of the page to read instead")
    cite_key = CiteKeyField(
        label="Key in the bibliography", required=False, help_text="Of the work that this page is about: lovelace1843"
    )
    taking = forms.BooleanField(required=False)
    markers = forms.BooleanField(label="The lines with <<<<<<< are meant", required=False)
    version = VersionField()
    was = forms.ChoiceField(choices=State.choices, required=False, widget=forms.HiddenInput)
    restoring = forms.BooleanField(required=False, widget=forms.HiddenInput)
    #: The window's own word, under which what is typed in it is kept, and the number of the draft that it went on with.
    window = forms.RegexField(r"^[\w-]{8,40}$", required=False, widget=forms.HiddenInput)
    draft = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    #: What a writer types, as a draft keeps it.
    TYPED = ("title", "body", "summary", "minor", "state", "history", *HEAD)
    FOLDED = ("aliases", "status", "confidence", "superseded_by", "cite_key")

    def __init__(self, *args: Any, viewer: Viewer, page: Page | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.viewer = page, viewer
        #: The page whose name was wanted, and how many links would follow if it were taken.
        self.other: Page | None = None
        self.moving: int | None = None
        self.seen_by(viewer)
        self.initial = {"window": secrets.token_urlsafe(9), "state": State.DRAFT, **self.initial}
        for name in ("title", "summary", "tags", "confidence", "superseded_by", "cite_key"):
            self.fields[name].widget.attrs["dir"] = "auto"
        for field in self.hidden_fields():
            # A browser that fills in a reloaded page would put the last revision's number in the new one's stead.
            field.field.widget.attrs["autocomplete"] = "off"

    def clean_markers(self) -> bool:
        """Whether marks of an unsettled merge are meant; they are asked about unless the page has some already."""
        meant: bool = self.cleaned_data["markers"]
        has_some = self.page is not None and has_markers(self.page.latest.body)
        if has_markers(self.cleaned_data.get("body", "")) and not (meant or has_some):
            self.add_error("body", MARKERS)
        return meant

    def clean(self) -> dict[str, Any]:
        """A name that a page had before is taken only by somebody who may know of that page."""
        data = self.cleaned_data
        names = {key(name) for name in (data.get("title", ""), *data.get("aliases", ()))}
        data["taking"] = data.get("taking", False) and may_take(names, self.viewer)
        return data

    @property
    def is_sent(self) -> bool:
        """Whether it is to be saved, and not only to be looked at."""
        return self.is_bound and not self.preview

    @property
    def asks_of_markers(self) -> bool:
        """Whether the writer must say that such lines are meant."""
        return self.is_bound and (bool(self.data.get("markers")) or MARKERS in self.errors.get("body", []))

    @property
    def folded(self) -> list[forms.BoundField]:
        """The fields that most pages leave empty."""
        return [self[name] for name in self.FOLDED]

    @property
    def unfolds(self) -> bool:
        """Whether one of them is wrong, and so must be seen."""
        return self.is_bound and any(name in self.errors for name in self.FOLDED)

    @property
    def content(self) -> Content:
        """What a valid form says."""
        return Content(**{name: self.cleaned_data[name] for name in ("title", "body", *HEAD)})

    @property
    def opened_on(self) -> str:
        """The state that the page had before its writer."""
        return str(self.cleaned_data["was"])

    @property
    def publishes(self) -> bool:
        """Whether its writer lets everyone read what was a draft before them."""
        return self.cleaned_data["state"] == State.PUBLISHED and self.opened_on != State.PUBLISHED

    @property
    def unpublishes(self) -> bool:
        """Whether its writer takes back what everyone could read."""
        return self.cleaned_data["state"] == State.DRAFT and self.opened_on == State.PUBLISHED

    def hand(self, author: Author, actor: Viewer) -> Hand:
        """Who saves, and what they say of it."""
        return Hand(author, actor, self.cleaned_data["summary"], self.cleaned_data["minor"])

    def about(self, page: Page) -> dict[str, Any]:
        """All else that was typed, for a form on top of what the page says now; who reads it is as it is by now, unless
        the writer had chosen."""
        data = self.cleaned_data
        chose = self.publishes or self.unpublishes
        rest = {name: data[name] for name in ("summary", "minor", "history", "window", "draft")}
        return rest | {"state": data["state"] if chose and self.opened_on else page.state, "was": page.state}

    @transaction.atomic
    def save(self, page: Page, author: Author, actor: Viewer) -> Saved:
        """Let the page say what a valid form says; what it said before is never shown to more people by it.

        Raises what `Page.revise` does, and then nothing has changed.
        """
        data = self.cleaned_data
        if data["restoring"]:
            page.restore(actor=actor)
        if self.unpublishes:
            page.unpublish(actor=actor)
        outcome = page.revise(self.content, base=data["version"], hand=self.hand(author, actor), taking=data["taking"])
        if self.publishes:
            page.publish(actor=actor, history=data["history"])
        return outcome


def laid_out(content: Content) -> dict[str, Any]:
    """The content as the form's fields begin with it."""
    told = {name: getattr(content, name) for name in ("title", "body", *HEAD) if name not in LISTS}
    return told | {"tags": ", ".join(content.tags), "aliases": "\n".join(content.aliases)}


def opened(page: Page) -> dict[str, Any]:
    """What a form about a page begins with."""
    return laid_out(page.latest.content) | {"state": page.state, "was": page.state, "version": page.number}
