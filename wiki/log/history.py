"""What happened to a row, told to whoever may look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from accounts.models import User
from wiki.log.models import Entry

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db import models

    from wiki.log.models import States

MOST = 200


class Told(NamedTuple):
    """An entry, who made the change as far as the viewer may know, and what it changed."""

    entry: Entry
    who: str
    changed: str


def history(row: models.Model, viewer: User | AnonymousUser) -> list[Told]:
    """The newest entries about a row; two queries at most."""
    entries = list(Entry.objects.about(row)[:MOST])
    names = names_for(entries, viewer)
    return [Told(entry, names.get(entry.actor_id, "somebody else"), states(entry)) for entry in entries]


def names_for(entries: list[Entry], viewer: User | AnonymousUser) -> dict[int | None, str]:
    """What to call those who made these changes: by address for whoever may do everything, else only "you"."""
    known: dict[int | None, str] = {None: "the site", viewer.pk: "you"}
    if not viewer.is_superuser:
        return known
    found = {entry.actor_id for entry in entries if entry.actor_id and entry.actor_id not in known}
    people = User.objects.in_bulk(found)
    return known | {number: people[number].email if number in people else "somebody erased" for number in found}


def states(entry: Entry) -> str:
    """Each thing that changed, as "state: hidden → published"."""
    names = [*entry.before, *(name for name in entry.after if name not in entry.before)]
    changed = [name for name in names if entry.before.get(name) != entry.after.get(name)]
    return "; ".join(one(name, entry.before, entry.after) for name in changed)


def one(name: str, before: States, after: States) -> str:
    """One thing that changed."""
    return f"{name}: {before[name]} → {after.get(name)}" if name in before else f"{name}: {after[name]}"
