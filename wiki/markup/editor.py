"""The field in which Markdown is written: django-markdownx's, with a template and scripts of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import QueryDict
from django.urls import reverse
from markdownx.fields import MarkdownxFormField
from markdownx.widgets import MarkdownxWidget

from wiki.markup.errors import MarkupError
from wiki.markup.rendering import Rendered, render

LARGEST = 256 * 1024
NO_TEXT = "There is a character in this text that cannot be kept. Take out what was pasted last and type it."
#: In this order; the third of ours, drafts.js, is on every page of somebody signed in.
SCRIPTS = (
    Script("markdownx/js/markdownx.min.js", defer=True),
    Script("editor.js", type="module"),
    Script("uploads.js", type="module"),
    Script("completion.js", type="module"),
)


class MarkdownWidget(MarkdownxWidget):  # type: ignore[misc]
    """A text area with a preview; the label is the field's own, and `uploads` says whether pictures can be added."""

    template_name = "markdownx/widget.html"
    #: As readers may write it, for whose words the site does not stand.
    by_reader = False

    def __init__(self, attrs: dict[str, Any] | None = None, *, uploads: bool = True) -> None:
        super().__init__({"rows": 14, "dir": "auto", **(attrs or {})})
        self.uploads = uploads

    @property
    def media(self) -> forms.Media:
        """The scripts, in order; a page with the field puts `{{ form.media }}` into its head."""
        return forms.Media(js=SCRIPTS, css={"all": ["completion.css"]})  # type: ignore[arg-type]  # the stubs do not know Script

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> str:
        return super().render(name, value, dict(attrs or {}), renderer)  # type: ignore[no-any-return]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """What the template needs: the preview of what is in the field comes with the page, without any script."""
        context: dict[str, Any] = super().get_context(name, value, dict(attrs or {}))
        address = QueryDict(mutable=True)
        address["field"] = name
        context["widget"]["attrs"] |= {
            "data-markdownx-urls-path": f"{reverse('front:preview')}?{address.urlencode()}",
            "data-markdownx-editor-resizable": "True",
            "data-find": reverse("pages:find"),
        }
        return context | {"uploads": self.uploads} | self.shown(value or "", name)

    def shown(self, text: str, field: str) -> dict[str, str]:
        """The preview; `wiki.links.editor` has a field in which its links are painted too."""
        return previewed(text, field, by_reader=self.by_reader)


class MarkdownField(MarkdownxFormField):  # type: ignore[misc]
    """Markdown that can be shown: a text which the renderer refuses is refused here, in its words."""

    widget = MarkdownWidget

    def __init__(self, *args: Any, largest: int = LARGEST, **kwargs: Any) -> None:
        super().__init__(*args, **{"strip": False, **kwargs})
        self.error_messages["null_characters_not_allowed"] = NO_TEXT
        self.largest = largest

    def clean(self, value: Any) -> str:
        """The text, with one kind of line end and none at its beginning and end."""
        text: str = super().clean(value).replace("\r\n", "\n").strip("\n")
        if len(text.encode(errors="replace")) > self.largest:
            raise ValidationError(too_long(self.largest))
        if refusal := previewed(text, "", by_reader=self.widget.by_reader)["refusal"]:
            raise ValidationError(refusal)
        return text


class PreviewMixin:
    """For a form with such a field. When its Preview button was pressed, which needs no script, a view shows it again
    and saves nothing: `if not form.preview and form.is_valid(): …save…`. The preview stands in the field itself."""

    @property
    def preview(self) -> bool:
        """Whether the Preview button sent this form."""
        return "preview" in self.data  # type: ignore[attr-defined]  # a form has it


def unpainted(rendered: Rendered) -> str:
    """The HTML as it is stored."""
    return rendered.html


def previewed(
    text: str, field: str, painted: Callable[[Rendered], str] = unpainted, *, by_reader: bool = False
) -> dict[str, str]:
    """The HTML of a text as the saved page will show it, with ids of this field's own; or why it cannot be shown."""
    try:
        rendered = render(text, prefix=f"preview-{field}-", by_reader=by_reader)
        return {"preview": painted(rendered), "refusal": ""}
    except MarkupError as refusal:
        return {"preview": "", "refusal": str(refusal)}


def too_long(largest: int) -> str:
    """What to say of a text of more bytes than that."""
    return f"This text has more than {largest // 1024} KB. Shorten it, or make it two."
