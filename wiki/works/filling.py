"""A form filled in from the BibTeX that was pasted into it."""

from __future__ import annotations

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.http import QueryDict

from wiki.works.bibtex import BibtexError, read
from wiki.works.forms import WorkForm

NOTHING = "Nothing was filled in: the entry says no more than the form. Tick the box to write over what is there."


class Filling(NamedTuple):
    """A form to go on with, what to tell, and whether that is a refusal; nothing was saved."""

    form: WorkForm
    told: str
    refused: bool


def filled(data: QueryDict) -> Filling:
    """The form with what its BibTeX says in the fields that are empty, or in all of them where that was asked for."""
    typed = {name: data.get(name, "") for name in (*WorkForm.NAMES, "version")}
    try:
        WorkForm.base_fields["bibtex"].clean(typed["bibtex"])
        found = read(typed["bibtex"])
    except (BibtexError, ValidationError) as refusal:
        sentence = refusal.messages[0] if isinstance(refusal, ValidationError) else str(refusal)
        return Filling(WorkForm(initial=typed), sentence, refused=True)
    new = {name: value for name, value in found.fields.items() if "replace" in data or not typed[name].strip()}
    return Filling(WorkForm(initial=typed | new), sentences(list(new), found.entries), refused=False)


def sentences(names: list[str], entries: int) -> str:
    """What was filled in, and from which of the entries."""
    labels = [str(WorkForm.base_fields[name].label) for name in WorkForm.NAMES if name in names]
    done = f"Filled in: {', '.join(labels)}. Nothing is saved yet." if labels else NOTHING
    return done if entries == 1 else f"There are {entries} entries; this is the first. {done}"
