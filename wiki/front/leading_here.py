"""What leads to a page, a comment or a work, a few texts of each kind, with the sentences in which they do."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from django.http import QueryDict
from django.urls import reverse

from wiki.authors.access import may_write
from wiki.lib.paging import Cursor, Part, part
from wiki.lib.paging import asked as place
from wiki.links.models import Reference
from wiki.links.showing import Backlink, To, grouped, referring, sources_of

if TYPE_CHECKING:
    from wiki.comments.models import Comment
    from wiki.lib.kinds import Viewer
    from wiki.pages.models import Page
    from wiki.works.models import SelectedWork

FEW = 5
#: The lists, by the word that asks for them in an address.
HEADINGS = {"linked": "Linked from", "embedded": "Embedded in", "cited": "Cited in"}


class Asked(NamedTuple):
    """One of the lists: what it leads to, and from where on it is shown."""

    name: str
    to: To
    cursor: Cursor | None = None


class Leading(NamedTuple):
    """One of the lists, as far as it is shown, where the rest of it begins, and the address of that."""

    name: str
    rows: list[Backlink]
    after: Cursor | None
    rest: str = ""

    @property
    def heading(self) -> str:
        """What it is called."""
        return HEADINGS[self.name]


def to_page(page: Page, viewer: Viewer) -> list[Leading]:
    """What leads to a page; all of it is on a page of its own."""
    address = reverse("front:backlinks", args=[page.slug])
    found = leading([Asked(name, to) for name, to in targets(page).items()], viewer)
    return [one._replace(rest=f"{address}?kind={one.name}" if one.after else "") for one in found]


def targets(page: Page) -> dict[str, To]:
    """What the lists of a page lead to: itself, and the entry of the bibliography that it is about."""
    cited: dict[str, To] = {"cited": ("cite", page.cite_key)} if page.cite_key else {}
    return {"linked": page.pk, "embedded": page.pk} | cited


def to_comment(comment: Comment, viewer: Viewer, query: QueryDict) -> list[Leading]:
    """What leads to a comment, from where the query says."""
    to = ("comment", comment.public_id)
    return here({"linked": to, "embedded": to}, viewer, query)


def to_work(work: SelectedWork, viewer: Viewer, query: QueryDict) -> list[Leading]:
    """What leads to a selected work, from where the query says; its entry comes with it."""
    to = ("work", work.slug)
    return here({"linked": to, "embedded": to, "cited": ("cite", work.entry.folded)}, viewer, query)


def here(lists: dict[str, To], viewer: Viewer, query: QueryDict) -> list[Leading]:
    """These lists, each from where the query says under its name, and with the rest at such an address."""
    found = leading([Asked(name, to, place(query, Reference.NEWEST_FIRST, name)) for name, to in lists.items()], viewer)
    return [one._replace(rest=f"?{one.name}={one.after}#{one.name}" if one.after else "") for one in found]


def leading(asked: Sequence[Asked], viewer: Viewer, *, size: int = FEW) -> list[Leading]:
    """Those of the lists that have something; a query for each, and one for each kind of text that is in any."""
    found = [references(one, size, writes=may_write(viewer)) for one in asked]
    sources = sources_of(chain.from_iterable(some.rows for some in found), viewer)
    lists = [Leading(one.name, grouped(some.rows, sources), some.after) for one, some in zip(asked, found, strict=True)]
    return [one for one in lists if one.rows or one.after]


def references(asked: Asked, size: int, *, writes: bool) -> Part[Reference]:
    """The references of a list, newest first; those in drafts are for who writes here."""
    rows = referring(asked.to, embed=asked.name == "embedded")
    return part(rows if writes else rows.public(), Reference.NEWEST_FIRST, asked.cursor, size)
