"""The field in which Markdown is written, with a preview whose links, embeds and citations are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser

from wiki.links.painting import Text, paint
from wiki.markup import editor

if TYPE_CHECKING:
    from django import forms

    from wiki.lib.kinds import Viewer
    from wiki.markup.rendering import Rendered


class MarkdownWidget(editor.MarkdownWidget):
    """A text area with a preview as this viewer would see the saved text."""

    viewer: Viewer = AnonymousUser()

    def shown(self, text: str, field: str) -> dict[str, str]:
        """The painted preview."""
        return seen(text, field, self.viewer, by_reader=self.by_reader)


class MarkdownField(editor.MarkdownField):
    """Markdown that can be shown."""

    widget = MarkdownWidget


class PreviewMixin(editor.PreviewMixin):
    """For a form with such a field."""

    fields: dict[str, forms.Field]

    def seen_by(self, viewer: Viewer, *, by_reader: bool = False) -> Self:
        """The form, in which previews are painted for this viewer; one `by_reader` takes no pictures."""
        for field in self.fields.values():
            if isinstance(field.widget, MarkdownWidget):
                field.widget.viewer = viewer
                field.widget.by_reader = by_reader
                field.widget.uploads = field.widget.uploads and not by_reader
        return self


def seen(text: str, field: str, viewer: Viewer, *, by_reader: bool = False) -> dict[str, Any]:
    """The HTML of a text as this viewer will see it when it is saved; or why it cannot be shown."""

    def painted(rendered: Rendered) -> str:
        return paint([Text(rendered.html, "preview", field, "", rendered.parts)], viewer)[0].html

    return editor.previewed(text, field, painted, by_reader=by_reader)
