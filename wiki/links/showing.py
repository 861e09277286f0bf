"""What leads to a page, a comment, a work or an entry of the bibliography, with the sentences in which it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from wiki.lib.paging import Cursor, part
from wiki.links.linkable import LINKABLE, Thing
from wiki.links.models import Reference, ReferenceQuerySet

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

PER_PAGE = 20
#: A page by its number, anything else by its kind and what links call it.
To = int | tuple[str, str]


class Place(NamedTuple):
    """A sentence, and the headings that it stands under, both as plain words."""

    sentence: str
    path: str


class Backlink(NamedTuple):
    """A text that the viewer may see, and where in it something is referred to."""

    thing: Thing
    places: list[Place]


class Shown(NamedTuple):
    """Some backlinks, and where the rest is."""

    rows: list[Backlink]
    before: Cursor | None
    after: Cursor | None


def backlinks(
    to: To, viewer: Viewer, *, may_write: bool, embed: bool = False, cursor: Cursor | None = None, size: int = PER_PAGE
) -> Shown:
    """What links to this, or embeds it, newest first, in one query and one for each kind; drafts for who writes."""
    rows = referring(to, embed=embed)
    found = part(rows if may_write else rows.public(), Reference.NEWEST_FIRST, cursor, size)
    return Shown(grouped(found.rows, sources_of(found.rows, viewer)), found.before, found.after)


def referring(to: To, *, embed: bool) -> ReferenceQuerySet:
    """References to this from other texts."""
    rows = Reference.objects.embedding() if embed else Reference.objects.linking()
    if isinstance(to, int):
        return rows.to_page(to).exclude(source_kind="page", source=to)
    return rows.to(*to)


def grouped(references: Iterable[Reference], sources: Mapping[tuple[str, int], Thing]) -> list[Backlink]:
    """References that follow each other in one of these texts, as one; those in other texts left out."""
    return [
        Backlink(thing, [Place(row.sentence, row.path) for row in group])
        for place, group in groupby(references, attrgetter("source_kind", "source"))
        if (thing := sources.get(place))
    ]


def sources_of(references: Iterable[Reference], viewer: Viewer) -> dict[tuple[str, int], Thing]:
    """The texts that these references stand in, as far as this viewer may see them; a query for each kind."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for row in references:
        wanted[row.source_kind].add(row.source)
    return {
        (kind, number): thing
        for kind, numbers in wanted.items()
        if kind in LINKABLE
        for number, thing in LINKABLE[kind].named(numbers, viewer, whole=False).items()
    }
