"""An anchor is made of a heading's words, so one that nobody may read any more must not stay in the page."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from wiki.links.naming import mend
from wiki.pages.anchors import names, with_old

if TYPE_CHECKING:
    from wiki.pages.models import Page


def forget_anchors(page: Page) -> None:
    """Let only those old anchors of a held page stay that stand in a text which its readers may read."""
    if not page.old_anchors:
        return
    texts = page.revisions.filter(text_suppressed=False)
    outlines = (texts.filter(public=True) if page.is_published else texts).values_list("outline", flat=True)
    seen = {part[0] for part in chain.from_iterable(outlines)}
    kept = {anchor: told for anchor, told in page.old_anchors.items() if anchor in seen}
    if kept != page.old_anchors:
        page.old_anchors = kept
        page.save(update_fields=["old_anchors"])
        mend(page.pk, names(with_old(page.latest.parts, kept)))
