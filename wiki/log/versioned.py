"""A form over a row that others may save meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from wiki.lib.conflicts import Difference, VersionField, in_text, real

if TYPE_CHECKING:
    Form = forms.ModelForm[Any]
else:
    Form = forms.ModelForm

QUICKER = (
    "This was saved meanwhile, while you had it open. Nothing of yours is lost. Compare the two; "
    "saving again takes the place of what was saved."
)


class VersionedForm(Form):
    """Remembers in a hidden field on which version it was begun; `conflict` is what stands, where that is another."""

    conflict: Any = None
    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.conflict:
            self.data = {**self.data.dict(), "version": str(self.conflict.version)}  # type: ignore[attr-defined]
        self.initial["version"] = self.instance.version

    def is_valid(self) -> bool:
        """Whether it can be saved; never where its Preview button sent it."""
        return "preview" not in self.data and super().is_valid()

    def clean(self) -> dict[str, Any] | None:
        """What was typed, unless somebody was quicker."""
        cleaned = super().clean()
        if self.conflict:
            self.add_error(None, QUICKER)
        return cleaned

    def typed(self) -> dict[str, Any]:
        """The row's own columns as they were typed."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def differences(self) -> list[Difference]:
        """What was typed beside what stands, field by field."""
        if not self.conflict:
            return []
        told = [(name, str(getattr(self.conflict, name, "")), str(value)) for name, value in self.typed().items()]
        return real([in_text(str(self.fields[name].label or name), old, new) for name, old, new in told])
