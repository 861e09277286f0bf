"""What the wiki lacks: pages that are linked to and not there, sections that are gone, pages that nothing leads to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from wiki.lib.paging import Cursor, part
from wiki.links.linkable import LINKABLE, Thing
from wiki.links.models import Name, Reference, ReferenceQuerySet
from wiki.links.showing import PER_PAGE, sources_of

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


class Missing(NamedTuple):
    """A title that is linked to, as somebody wrote it, and how often it is."""

    key: str
    label: str
    links: int


class Broken(NamedTuple):
    """A link to a part that is gone: in which text and sentence, to which page, and what the part was called."""

    source: Thing
    sentence: str
    target: Thing
    part: str


class Breaks(NamedTuple):
    """Some broken links, and where the rest is."""

    rows: list[Broken]
    before: Cursor | None
    after: Cursor | None


def known(pages: QuerySet[Any], *, may_write: bool) -> ReferenceQuerySet:
    """References in texts that everyone may read and, for those who write, in these pages, which they may see."""
    if not may_write:
        return Reference.objects.public()
    return Reference.objects.filter(Q(public=True) | Q(source_kind="page", source__in=pages.values("pk")))


def missing(pages: QuerySet[Any], *, may_write: bool, most: int = 100) -> list[Missing]:
    """What is wanted most and not among these pages, those that the viewer may see; one query.

    Those who write are told of what their drafts want too, and not of what a page wants that they may not read.
    """
    unseen = Name.objects.filter(kind=Name.Kind.TITLE).exclude(target__in=pages.values("pk")).values("target")
    rows = known(pages, may_write=may_write).filter(Q(target=None) | Q(target__in=unseen), kind=Reference.Kind.PAGE)
    counted = rows.values("wanted").annotate(label=Min("label"), links=Count("id")).order_by("-links", "wanted")
    return [Missing(row["wanted"], row["label"], row["links"]) for row in counted[:most]]


def broken(pages: QuerySet[Any], viewer: Viewer, *, may_write: bool, cursor: Cursor | None = None) -> Breaks:
    """Links to parts that these pages, which the viewer may see, no longer have; newest first."""
    rows = known(pages, may_write=may_write).filter(broken=True, target__in=pages.values("pk"))
    found = part(rows, Reference.NEWEST_FIRST, cursor, PER_PAGE)
    return Breaks(told(found.rows, viewer), found.before, found.after)


def told(rows: Sequence[Reference], viewer: Viewer) -> list[Broken]:
    """These references with their texts and targets, as far as the viewer may see both."""
    sources = sources_of(rows, viewer)
    numbers = {row.target for row in rows}
    targets = LINKABLE["page"].found(numbers, viewer, whole=False) if numbers else {}
    return [
        Broken(source, row.sentence, target, row.part)
        for row in rows
        if (source := sources.get((row.source_kind, row.source))) and (target := targets.get(row.target))
    ]


def is_linked(pages: QuerySet[Any], *, may_write: bool) -> Exists:
    """Whether another text that the viewer may see leads to a page or embeds it, as a condition on these pages."""
    rows = known(pages, may_write=may_write).filter(target=OuterRef("pk"))
    return Exists(rows.exclude(source_kind="page", source=F("target")))
