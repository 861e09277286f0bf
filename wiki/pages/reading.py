"""A revision as its reader sees it: links, embeds and citations painted for them, and what stands around the text."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from wiki.links.painting import Text, paint
from wiki.markup.leads import bare, lead
from wiki.markup.placeholders import link
from wiki.markup.plain import plain
from wiki.pages.anchors import headings, landing, with_old

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer
    from wiki.markup.parts import Part
    from wiki.pages.models import Page, Revision

#: From how many headings on a text has a list of contents.
FEWEST_HEADINGS = 3
_WRITTEN_AS_LINK = re.compile(r"\[\[(?P<target>[^\[\]|]+)(?:\|(?P<label>[^\[\]]+))?\]\]")


class Reading(NamedTuple):
    """What one reader sees of a revision."""

    html: str
    contents: list[Part]
    #: A link to the page that this one gives way to, or nothing.
    superseded_by: str
    #: What it cites, in the order of the list, and the keys that the bibliography lacks.
    references: list[Any]
    unknown: list[str]

    @property
    def lead(self) -> str:
        """Its first paragraph, to be shown elsewhere."""
        return bare(lead(self.html))

    @property
    def summary(self) -> str:
        """The same in plain words."""
        return plain(self.lead)

    @property
    def has_notes(self) -> bool:
        """Whether there are footnotes."""
        return 'class="footnotes"' in self.html


def read(page: Page, revision: Revision, viewer: Viewer) -> Reading:
    """What this viewer sees of a revision of a page; what is painted is painted together."""
    parts = with_old(revision.parts, page.old_anchors)
    text = Text(revision.html, "page", page.pk, page.get_absolute_url(), parts)
    above = Text(leading(revision.content.superseded_by), "page", page.pk, page.get_absolute_url())
    painted, heir = paint([text, above], viewer)
    there = headings(revision.parts)
    return Reading(
        landing(painted.html, page.old_anchors),
        there if len(there) >= FEWEST_HEADINGS else [],
        heir.html,
        painted.references,
        painted.unknown,
    )


def leading(written: str) -> str:
    """A page named in a head, as a link that waits to be painted; it may be written as a link or as the bare title."""
    if not written:
        return ""
    found = _WRITTEN_AS_LINK.fullmatch(written.strip())
    target = found["target"] if found else written.strip()
    label = found["label"] if found else None
    return f"{link(target, is_bare=not label, is_embed=False)}{escape(label or target)}</a>"
