"""How far its writer stands behind a text: in words that many use, or as a percentage; kept as it was written."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from wiki.lib.lines import LineField

STATUSES = ("notes", "draft", "in progress", "finished", "superseded")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]\d{1,4})?\s?%", re.ASCII)


class Certainty(NamedTuple):
    """From how many per cent to how many."""

    least: int
    most: int


#: The words, the surest first; to a log, truth does not apply.
CONFIDENCES: dict[str, Certainty | None] = {
    "certain": Certainty(100, 100),
    "highly likely": Certainty(80, 100),
    "likely": Certainty(60, 80),
    "possible": Certainty(40, 60),
    "unlikely": Certainty(20, 40),
    "highly unlikely": Certainty(5, 20),
    "remote": Certainty(1, 5),
    "impossible": Certainty(0, 0),
    "log": None,
}
UNKNOWN = "Write one of these words, or a number with a % behind it: {}."


def is_confidence(written: str) -> bool:
    """Whether this is one of the words, or a percentage that there can be."""
    return written.casefold() in CONFIDENCES or certainty(written) is not None


def certainty(written: str) -> Certainty | None:
    """What a word or a percentage comes to; nothing where it says nothing of truth."""
    if found := _PERCENT.fullmatch(written):
        least = int(found[1])
        most = least + (found[0].rstrip("% ") != found[1])
        return Certainty(least, most) if most <= 100 else None
    return CONFIDENCES.get(written.casefold())


class StatusField(forms.ChoiceField):
    """How far the work on a text has come."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", "Not said"), *((status, status.capitalize()) for status in STATUSES)]
        super().__init__(**{"label": "Status", "required": False, "choices": choices, **kwargs})


class ConfidenceField(LineField):
    """How sure its writer is of a text."""

    def __init__(self, **kwargs: Any) -> None:
        told = {"label": "Confidence", "max_length": 40, "help_text": "Likely, possible, … or a percentage: 85 %"}
        super().__init__(**{"required": False, **told, **kwargs})

    def validate(self, value: str) -> None:
        """Refuse what says nothing that can be compared."""
        super().validate(value)
        if value and not is_confidence(value):
            raise ValidationError(UNKNOWN.format(", ".join(CONFIDENCES)))
