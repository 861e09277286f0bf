"""What the mechanisms below may know of biographies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wiki.authors.models import Author
from wiki.lib.kinds import Kind, Mention, holds

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def holding(words: Sequence[str], _viewer: Viewer) -> Iterator[Mention]:
    """Biographies, which everyone may read."""
    for author in Author.objects.filter(holds("bio", words)).only("name", "slug", "primary", "bio"):
        yield Mention(f"Biography of {author.name}", author.get_absolute_url(), author.bio)


KIND = Kind("biographies", holding)
