"""What a feed tells of changes: the words that each added and removed, with a few around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import CharField, QuerySet, Subquery
from django.db.models.functions import Substr
from django.template.loader import render_to_string
from django.urls import reverse

from wiki.feeds.atom import Entry
from wiki.lib.diffs import Run, diff, folded
from wiki.pages.changes import signed, those_before
from wiki.pages.revisions import Revision

if TYPE_CHECKING:
    from wiki.pages.revisions import RevisionQuerySet

MOST = 20
#: Characters of a text; what differs in a longer one is to be seen on the site alone.
LONGEST = 50_000
#: Characters of what was kept that stand before and after a change.
AROUND = 200


def latest(rows: RevisionQuerySet) -> list[Entry]:
    """The last changes among these that everyone is told of and that are not minor; one query."""
    listed = signed(rows.listed().filter(minor__in=[False]))
    return [entry(row) for row in with_texts(listed).order_by("-id")[:MOST]]


def with_texts(rows: RevisionQuerySet) -> QuerySet[Revision]:
    """The rows with as much of their text, and of the one before if everyone may read that, as can be compared."""
    before = those_before().annotate(start=Substr("body", 1, LONGEST + 1)).values("start")
    return rows.annotate(now=Substr("body", 1, LONGEST + 1), was=Subquery(before, output_field=CharField()))


def entry(revision: Any) -> Entry:
    """A change as an entry."""
    page, was, now = revision.page, revision.was or "", revision.now
    legible = max(len(was), len(now)) <= LONGEST
    runs = shortened(folded(diff(was, now))) if legible else []
    told = {"revision": revision, "runs": runs, "legible": legible}
    return Entry(
        id=f"wiki/{page.pk}/{revision.number}",
        title=f"{page.title}: {revision.summary}" if revision.summary else page.title,
        url=address(revision),
        html=render_to_string("feeds/_change.html", told),
        author=revision.editor.name,
        at=revision.written_at,
    )


def address(revision: Any) -> str:
    """Where to see what it changed, or what it said where nobody may compare it."""
    slug, number = revision.page.slug, revision.number
    if revision.was is None:
        return reverse("pages:revision", args=[slug, number])
    return reverse("pages:diff", args=[slug, number - 1, number])


def shortened(runs: list[Run]) -> list[Run]:
    """The runs with no more of what was kept than stands around the changes."""
    last = len(runs) - 1
    return [
        run._replace(text=around(run.text, first=place == 0, last=place == last)) if run.kind == "kept" else run
        for place, run in enumerate(runs)
    ]


def around(text: str, *, first: bool, last: bool) -> str:
    """What of a kept stretch stands after the change before it, and before the one after it."""
    if len(text) <= 2 * AROUND:
        return text
    return ("" if first else text[:AROUND]) + " … " + ("" if last else text[-AROUND:])
