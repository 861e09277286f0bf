"""Fields of one line: names, titles, places."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from wiki.lib.addresses import LONGEST, is_web_address

#: Zero-width spaces, and what turns the direction of all that follows; joiners stay, since some scripts need them.
UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
BREAKS = re.compile("[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
#: Letters and symbols, by their category, that show nothing.
BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")


class LineField(forms.CharField):
    """One line of text in which whatever stands there can be seen: a text of invisible characters is an empty one."""

    default_error_messages = {
        "required": "Fill this in.",
        "max_length": "Use at most %(limit_value)d characters; these are %(show_value)d.",
        "control": "There is a control character in this, which cannot be kept. Type the line anew.",
    }

    def to_python(self, value: Any) -> str:
        """The line without characters that only deceive the eye; line breaks and tabs are spaces."""
        line = super().to_python(BREAKS.sub(" ", UNSEEN.sub("", str(value or "")))) or ""
        return line if seen(line) else ""

    def validate(self, value: str) -> None:
        """Refuse an empty line where one is wanted, and control characters."""
        super().validate(value)
        if any(unicodedata.category(character) == "Cc" for character in value):
            raise ValidationError(self.error_messages["control"], code="control")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No `maxlength`: a browser would cut off what is pasted and say nothing."""
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class WebAddress(forms.CharField):
    """An address that may become a link, or nothing."""

    default_error_messages = {"address": "Begin the address with https:// or http://, and leave no space in it."}

    def validate(self, value: str) -> None:
        """Refuse what cannot become a link; one that is too long is told so alone."""
        super().validate(value)
        if value and len(value) <= LONGEST and not is_web_address(value):
            raise ValidationError(self.error_messages["address"], code="address")


class AddressField(WebAddress, LineField):
    """The same, in one line."""


def seen(line: str) -> bool:
    """Whether a reader would see anything of this, or there is a control character in it to be told of."""
    return any(character not in BLANKS and not unseen(unicodedata.category(character)) for character in line)


def unseen(category: str) -> bool:
    """Whether characters of this category show nothing by themselves: spaces, formats, marks on nothing."""
    return category[0] == "Z" or category in {"Cf", "Mn", "Me", "Cs"}
