"""The texts that a biography has had."""

from __future__ import annotations

from wiki.authors.models import Author
from wiki.lib.versions import A_PART, Change, Text, changes


def texts(author: Author, before: int | None) -> list[Text]:
    """The last texts of a biography, or the last before a version, the oldest first; one more than a page shows.

    The first that it ever had has no time: nobody noted when it was written.
    """
    kept = author.bio_versions.order_by("-number")
    earlier = list((kept.filter(number__lt=before) if before is not None else kept)[: A_PART + 2])
    bodies = [(row.number, row.body) for row in earlier]
    times = [row.replaced_at for row in earlier]
    if before is None:
        bodies.insert(0, (author.version, author.bio))
    else:
        times = times[1:]
    pairs = zip(bodies, [*times, None], strict=False)
    return [Text(number, body, at) for (number, body), at in pairs][: A_PART + 1][::-1]


def part(author: Author, before: int | None) -> tuple[list[Change], int | None]:
    """A page of a biography's texts, each with what it changed, the newest first; and where the next page begins."""
    found = changes(texts(author, before))
    shown = found[:A_PART]
    return shown, shown[-1].text.number if len(found) > A_PART else None
