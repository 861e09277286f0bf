"""What links may know of selected work."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from wiki.links.linkable import Linkable, Thing
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def found(keys: Collection[str], _viewer: Viewer, *, whole: bool) -> dict[str, Thing]:
    """Works on their authors' pages, by slug."""
    return {work.slug: thing(work, whole=whole) for work in rows("slug", keys, whole=whole)}


def named(keys: Collection[int], _viewer: Viewer, *, whole: bool) -> dict[int, Thing]:
    """Works on their authors' pages, by number."""
    return {work.pk: thing(work, whole=whole) for work in rows("pk", keys, whole=whole)}


def rows(column: str, keys: Collection[Any], *, whole: bool) -> list[SelectedWork]:
    """Works on their authors' pages whose column has one of these keys."""
    if not keys:
        return []
    works = SelectedWork.objects.filter(**{f"{column}__in": keys}, removed_at=None).select_related("author")
    shown = ("title", "slug", "authors", "year", "author__name", *(["abstract_html"] if whole else []))
    return list(works.only(*shown))


def thing(work: SelectedWork, *, whole: bool) -> Thing:
    """A work as links and embeds show it."""
    return Thing(
        *("work", work.slug, work.title, work.get_absolute_url()),
        credit=", ".join(filter(None, [work.authors or work.author.name, work.year])),
        html=work.abstract_html if whole else "",
    )


LINKABLE = Linkable("work", found, named)
