"""What the mechanisms below may know of biographies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.db.models import Q

from wiki.authors.models import Author
from wiki.lib.kinds import Kind, Mention, holds

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def holding(words: Sequence[str], _viewer: Viewer) -> Iterator[Mention]:
    """Biographies and photos, which everyone may see."""
    names = [word.rpartition("/")[2] for word in words]
    found = Author.objects.filter(holds("bio", words) | Q(photo__name__in=names)).select_related("photo")
    for author in found.only("name", "slug", "primary", "bio", "photo__name"):
        yield Mention(f"Biography of {author.name}", author.get_absolute_url(), author.bio)
        if author.photo:
            yield Mention(f"Photo of {author.name}", author.get_absolute_url(), author.photo.get_absolute_url())


KIND = Kind("biographies", holding)
