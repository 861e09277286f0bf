"""What the mechanisms below may know of selected work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wiki.lib.kinds import Kind, Mention, holds
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def holding(words: Sequence[str], _viewer: Viewer) -> Iterator[Mention]:
    """Abstracts, which everyone may read."""
    works = SelectedWork.objects.filter(holds("abstract", words), removed_at=None)
    for work in works.only("title", "slug", "abstract"):
        yield Mention(f"Abstract of {work.title}", work.get_absolute_url(), work.abstract)


KIND = Kind("abstracts", holding)
