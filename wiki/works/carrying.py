"""Every selected work can be cited: the entry of a work, kept in step with it."""

from __future__ import annotations

from itertools import chain, count
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from wiki.links.keys import key as folded
from wiki.works.entries import Entry
from wiki.works.facts import work_facts
from wiki.works.files import LONGEST_KEY, first
from wiki.works.writing import with_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wiki.works.files import Found
    from wiki.works.models import SelectedWork

#: How often a key is chosen again when somebody else has just taken it.
TRIES = 5
#: A slug that is too long to be cited, with room for a number behind it.
SHORTENED = LONGEST_KEY - 8


def carry(work: SelectedWork) -> None:
    """Let the bibliography say what a saved work says, whoever else takes its key at the same time."""
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return put(work, first(work.bibtex))
        except IntegrityError:
            if not left:
                raise
    return None


def put(work: SelectedWork, found: Found | None) -> None:
    """Say it under the first key that no other work has; an entry that was not a work's makes room."""
    entry = Entry.objects.filter(work=work).first() or Entry(work=work)
    key = next(key for key in keys(work.slug, found) if make_room(key, work))
    entry.say(key, *of_work(work, found, key))
    entry.save()


def of_work(work: SelectedWork, found: Found | None, key: str) -> tuple[str, dict[str, Any]]:
    """The BibTeX of a work under this key, and what it says."""
    bibtex = with_key(found.bibtex, key) if found else ""
    return bibtex, work_facts(work, found.block if found else None)


def keys(slug: str, found: Found | None) -> Iterator[str]:
    """The keys that a work may have, the best first: the one in its BibTeX, then its slug."""
    short = slug if len(slug) <= LONGEST_KEY else slug[:SHORTENED].rstrip("-_")
    wanted = chain([found.key] if found else [], [short], (f"{short}-{number}" for number in count(2)))
    return (key for key in wanted if folded(key))


def make_room(key: str, work: SelectedWork) -> bool:
    """Whether a work may have this key; an entry of no work that has it is gone then, and the log says so."""
    holder = Entry.objects.select_for_update().filter(folded=folded(key)).exclude(work=work).first()
    if holder is None:
        return True
    if holder.work_id:
        return False
    holder.note("replaced", None, before={"version": holder.version}, after={"work": work.pk})
    holder.delete()
    return True
