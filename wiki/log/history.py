"""What happened to a row, told to whoever may look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Case, CharField, OuterRef, Subquery, Value, When

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


def with_maker(rows: models.QuerySet[Any], viewer: User | AnonymousUser) -> models.QuerySet[Any]:
    """Rows, each with what to call whoever made it (`actor`), by the log: by address as above, else only "you"."""
    kind = rows.model._meta.label_lower
    entries = Entry.objects.filter(kind=kind, target_id=OuterRef("pk")).order_by("id")
    rows = rows.annotate(actor_id=Subquery(entries.values("actor_id")[:1]))
    names = [When(actor_id=None, then=Value("the site"))]
    other: Subquery | Value = Value("somebody else")
    if viewer.is_superuser:
        other = Subquery(User.objects.filter(pk=OuterRef("actor_id")).values("email")[:1])
    else:
        names.append(When(actor_id=viewer.pk, then=Value("you")))
    found: models.QuerySet[Any] = rows.annotate(actor=Case(*names, default=other, output_field=CharField()))
    return found


def states(entry: Entry) -> str:
    """Each thing that changed, as "state: hidden → published"; of which decision it is a part is told elsewhere."""
    return states_of(entry.before, {name: value for name, value in entry.after.items() if name != "decision"})


def states_of(before: States, after: States) -> str:
    """The same of any two."""
    names = [*before, *(name for name in after if name not in before)]
    changed = [name for name in names if before.get(name) != after.get(name)]
    return "; ".join(one(name, before, after) for name in changed)


def one(name: str, before: States, after: States) -> str:
    """One thing that changed."""
    return f"{name}: {before[name]} → {after.get(name)}" if name in before else f"{name}: {after[name]}"
