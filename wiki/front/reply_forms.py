"""What a reader may type, and what they are told when it will not do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from wiki.authors.names import NameField
from wiki.comments.forms import WordsField
from wiki.lib.conflicts import VersionField
from wiki.links.editor import PreviewMixin
from wiki.moderation.guard import GuardMixin

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from wiki.authors.models import Author


class WordsForm(GuardMixin, PreviewMixin, forms.Form):
    """The words of a reply, as whoever sends the form may write them."""

    body = WordsField(label="Your reply")

    def __init__(
        self,
        request: HttpRequest,
        author: Author,
        data: QueryDict | None = None,
        *,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        self.seen_by(request.user, by_reader=not author.listed)


class ReplyForm(WordsForm):
    """A new reply, with a name from whoever has none here yet."""

    name = NameField()

    def __init__(self, request: HttpRequest, author: Author, *told: Any, **more: Any) -> None:
        super().__init__(request, author, *told, **more)
        if author.pk:
            del self.fields["name"]


class EditForm(WordsForm):
    """Other words in place of those of a version that the writer had before them."""

    version = VersionField()
