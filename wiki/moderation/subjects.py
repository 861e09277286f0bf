"""What a decision was about, told to whoever looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import NoReverseMatch, reverse

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.log.history import states_of
from wiki.moderation.models import Decided, Person
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from wiki.lib.kinds import Viewer
    from wiki.moderation.models import Decision

MOST = 100
#: What nobody needs to read of a change.
UNTOLD = ("told", "taken_down")


class About(NamedTuple):
    """One thing: what to call it, where it is looked at, and what the decision changed."""

    name: str
    url: str
    changed: str


def about(decision: Decision, viewer: Viewer) -> list[About]:
    """The first hundred things that a decision was about; a query for each kind."""
    rows = list(decision.decided.order_by("pk")[:MOST])
    named = names(rows, viewer)
    return [About(named.get((row.kind, row.target_id), "–"), address(row), change(row)) for row in rows]


def names(rows: list[Decided], viewer: Viewer) -> dict[tuple[str, int], str]:
    """What to call these things, as far as whoever looks may know."""
    looks: list[tuple[type[Model], QuerySet[Any]]] = [
        (Comment, Comment.objects.to_moderate(viewer).only("excerpt", "public_id")),
        (Person, Author.objects.only("name")),
        (Page, Page.objects.visible_to(viewer).only("title")),
        (SelectedWork, SelectedWork.objects.only("title")),
    ]
    found: dict[tuple[str, int], str] = {}
    for model, known in looks:
        kind = model._meta.label_lower
        if keys := [row.target_id for row in rows if row.kind == kind]:
            found |= {(kind, row.pk): str(row) for row in known.filter(pk__in=keys)}
    return found


def address(row: Decided) -> str:
    """Where it is looked at in the admin, or nothing."""
    try:
        return reverse(f"admin:{row.kind.replace('.', '_')}_change", args=[row.target_id])
    except NoReverseMatch:
        return ""


def change(row: Decided) -> str:
    """What the decision changed, as "state: pending → hidden"."""
    before, after = ({k: v for k, v in told.items() if k not in UNTOLD} for told in (row.before, row.after))
    return states_of(before, after)
