"""What links may know of biographies: nothing leads to them by name, but what they lead to says so."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from wiki.authors.models import Author
from wiki.links.linkable import Linkable, Thing

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def found(_keys: Collection[Any], _viewer: Viewer, *, whole: bool) -> dict[Any, Thing]:  # noqa: ARG001
    """None: a link names no author."""
    return {}


def named(keys: Collection[int], _viewer: Viewer, *, whole: bool) -> dict[int, Thing]:  # noqa: ARG001
    """Biographies by their author's number."""
    authors = Author.objects.filter(pk__in=keys).only("name", "slug", "primary") if keys else []
    return {
        author.pk: Thing("author", author.pk, f"About {author.name}", author.get_absolute_url()) for author in authors
    }


LINKABLE = Linkable("author", found, named)
