"""Where what somebody typed of a work is not what was saved meanwhile."""

from __future__ import annotations

from typing import Any

from wiki.lib.conflicts import Difference, in_text, real
from wiki.works.forms import WorkForm
from wiki.works.models import SelectedWork

TEXTS = ("abstract", "bibtex")


def differences(current: SelectedWork, typed: dict[str, Any]) -> list[Difference]:
    """Every field in which the two differ, as they stand in the form, long texts last."""
    found = []
    for name in WorkForm.NAMES:
        label = str(WorkForm.base_fields[name].label)
        found.append((in_text if name in TEXTS else Difference)(label, getattr(current, name), typed[name]))
    return real(found)
