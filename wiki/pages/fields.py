"""Fields of what stands above a page's text: words, names, a title, a key of the bibliography."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wiki.lib.lines import LineField
from wiki.links.keys import refusal
from wiki.pages.content import distinct

LONGEST_TAG = 60
MOST = 50
_BRACKETS = re.compile(r"^\[\[(.*)\]\]$")
_CITE_KEY = re.compile(r'[^\s\[\]{},;@"#%\\]{1,100}')


class TitleField(LineField):
    """What a page can be called; the brackets of a link around it are left out."""

    def to_python(self, value: Any) -> str:
        """The title alone."""
        return _BRACKETS.sub(r"\1", super().to_python(value)).strip()

    def validate(self, value: str) -> None:
        """Refuse, in a sentence, what no page can be called."""
        why = refusal(value)
        if why and (value or self.required):
            raise ValidationError(why)


class TagsField(LineField):
    """Words or a few words each, with commas between."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """The tags, each once."""
        tags = distinct(super().clean(value).split(","))
        if len(tags) > MOST:
            raise ValidationError(f"These are {len(tags)} tags; at most {MOST} can be kept. Leave some out.")
        if long := next((tag for tag in tags if len(tag) > LONGEST_TAG), ""):
            raise ValidationError(
                f"“{long[:LONGEST_TAG]}…” is longer than {LONGEST_TAG} characters. Put commas between the tags."
            )
        return tags


class AliasesField(forms.CharField):
    """Other names of a page, one a line, since a comma may stand in a name."""

    widget = forms.Textarea

    def clean(self, value: Any) -> tuple[str, ...]:
        """The names, each once."""
        lines = [TitleField(required=False).to_python(line) for line in super().clean(value).splitlines()]
        names = distinct(lines)
        if len(names) > MOST:
            raise ValidationError(f"These are {len(names)} names; at most {MOST} can be kept. Leave some out.")
        if refused := [f"{name[:80]}: {why}" for name in names if (why := refusal(name))]:
            raise ValidationError(refused)
        return names


class CiteKeyField(LineField):
    """A key of the bibliography; the @ that it is cited with is left out."""

    def to_python(self, value: Any) -> str:
        """The key alone."""
        return super().to_python(value).removeprefix("@")

    def validate(self, value: str) -> None:
        """Refuse what cannot be cited."""
        super().validate(value)
        if value and not _CITE_KEY.fullmatch(value):
            raise ValidationError(
                "A key has at most 100 characters, no space, and none of [ ] { } , ; @ # % \\ and quotation marks."
            )
