"""Take a file of BibTeX into the bibliography: what is new is added, what differs changes, the rest stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import IntegrityError, transaction

from wiki.links.keys import key as folded
from wiki.log import models as log
from wiki.works.entries import Entry
from wiki.works.facts import facts
from wiki.works.files import Found, Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.works.files import File

BATCH = 500
#: How often a file is taken anew when somebody else has just added one of its keys.
TRIES = 5
OF_A_WORK = "The selected work “{title}” has this key, and says itself how it is cited."


class Report(NamedTuple):
    """The keys of what was added, changed and left as it was; and what was not taken, by its lines."""

    added: list[str]
    changed: list[str]
    unchanged: list[str]
    refused: list[Refused]


def take(file: File, *, actor: User | AnonymousUser) -> Report:
    """Take all sound entries or none, whoever else adds some at the same time; each change is logged."""
    for _ in range(TRIES - 1):
        try:
            return taken(file, actor)
        except IntegrityError:
            continue
    return taken(file, actor)


@transaction.atomic
def taken(file: File, actor: User | AnonymousUser) -> Report:
    """Take what there is at this moment neither in the same words nor by a work's own entry."""
    report = Report([], [], [], list(file.refused))
    there = known([folded(found.key) for found in file.found])
    new: list[Entry] = []
    for found in file.found:
        entry = there.get(folded(found.key))
        if entry is None:
            new.append(said(Entry(), found))
            report.added.append(found.key)
        else:
            meet(entry, found, report, actor)
    Entry.objects.bulk_create(new, batch_size=BATCH)
    log.Entry.objects.record_all("added", new, actor=actor, before={}, after={"version": 1})
    report.refused.sort()
    return report


def known(keys: list[str]) -> dict[str, Entry]:
    """The entries that have these keys, removed or not, which nobody else changes until this transaction ends."""
    rows = Entry.objects.select_for_update(of=("self",)).select_related("work").order_by("pk")
    parts = [rows.filter(folded__in=keys[start : start + BATCH]) for start in range(0, len(keys), BATCH)]
    return {entry.folded: entry for part in parts for entry in part}


def said(entry: Entry, found: Found) -> Entry:
    """The entry, saying what was found; nothing is saved."""
    entry.say(found.key, found.bibtex, facts(found.block))
    return entry


def meet(entry: Entry, found: Found, report: Report, actor: User | AnonymousUser) -> None:
    """Let an entry that is there say what was found, unless it does or is a work's own."""
    if entry.bibtex == found.bibtex and entry.removed_at is None:
        report.unchanged.append(found.key)
    elif entry.work:
        report.refused.append(Refused(found.line, found.key, OF_A_WORK.format(title=entry.work.title)))
    else:
        said(entry, found).renew(actor=actor)
        report.changed.append(found.key)
