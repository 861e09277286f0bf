"""Two people, or two tabs, on one text: how it is noticed, and what both are shown of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from wiki.lib.diffs import Run, diff, folded


class ConflictError(Exception):
    """Somebody saved the row since the version that an edit began from; nothing was saved. `current` is what stands."""

    def __init__(self, current: Any) -> None:
        super().__init__(f"version {current.version}")
        self.current = current


class VersionField(forms.IntegerField):
    """The version that the writer had before them; a form that does not say it began from none."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, **kwargs})

    def clean(self, value: Any) -> int:
        """The number, or 0, which no saved row has."""
        try:
            return super().clean(value) or 0
        except ValidationError:
            return 0


class Difference(NamedTuple):
    """A field, what is saved in it and what was typed; for a long text, what changed from the one to the other."""

    label: str
    saved: str
    typed: str
    runs: tuple[Run, ...] = ()


def in_text(label: str, saved: str, typed: str) -> Difference:
    """A difference in a long text."""
    return Difference(label, saved, typed, tuple(folded(diff(saved, typed))))


def real(differences: list[Difference]) -> list[Difference]:
    """Those in which the two are not the same."""
    return [difference for difference in differences if difference.saved != difference.typed]
