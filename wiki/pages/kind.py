"""What the mechanisms below may know of pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from wiki.lib.kinds import Kind, Mention, holds
from wiki.links.keys import key
from wiki.links.linkable import Linkable, Thing
from wiki.pages.anchors import names, with_old
from wiki.pages.models import Page

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

SHOWN = ("title", "slug", "state", "deleted_at", "old_anchors", "current__outline")


def holding(sought: Sequence[str], viewer: Viewer) -> Iterator[Mention]:
    """The latest texts of pages that this viewer may read."""
    pages = Page.objects.visible_to(viewer).filter(holds("current__body", sought)).select_related("current")
    for page in pages.only("title", "slug", "current__body"):
        yield Mention(f"Page: {page}", page.get_absolute_url(), page.latest.body)


def found(keys: Collection[int], viewer: Viewer, *, whole: bool) -> dict[int, Thing]:
    """Pages by number."""
    if not keys:
        return {}
    pages = Page.objects.visible_to(viewer).filter(pk__in=keys).select_related("current")
    shown = (*SHOWN, "current__html") if whole else SHOWN
    return {page.pk: thing(page, whole=whole) for page in pages.only(*shown)}


def thing(page: Page, *, whole: bool) -> Thing:
    """A page as links and embeds show it."""
    return Thing(
        *("page", page.pk, page.title, page.get_absolute_url()),
        state="" if page.is_published else "draft",
        html=page.latest.html if whole else "",
        parts=with_old(page.latest.parts, page.old_anchors),
    )


def parts(keys: Collection[int]) -> Mapping[int, Collection[str]]:
    """What links may call the parts of these pages."""
    rows = Page.objects.filter(pk__in=keys).select_related("current").only("old_anchors", "current__outline")
    return {page.pk: names(with_old(page.latest.parts, page.old_anchors)) for page in rows}


def carriers(keys: Collection[str], viewer: Viewer) -> Mapping[str, str]:
    """Addresses of the pages that are about these keys of the bibliography."""
    rows = Page.objects.visible_to(viewer).filter(cite_key__in=[key(one) for one in keys]).only("cite_key", "slug")
    return {page.cite_key: page.get_absolute_url() for page in rows}


KIND = Kind("pages", holding)
LINKABLE = Linkable("page", found, found, parts, carriers)
