"""The list of comments on a profile: which order and part were asked for, and the addresses of the other parts."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, QueryDict

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.front import sorting
from wiki.lib.paging import Cursor, Order, Part, part

ORDERS: dict[str, Order] = {
    "new": Comment.NEWEST_FIRST,
    "top": Comment.BEST_FIRST,
    "controversial": Comment.DISPUTED_FIRST,
    "old": Comment.OLDEST_FIRST,
}
USUAL = "new"
#: What the part before holds.
BEFORE = {"new": "Newer", "top": "Better", "controversial": "More disputed", "old": "Older"}


@dataclass(frozen=True)
class Asked:
    """What a reader asked to see."""

    sort: str
    cursor: Cursor | None


@dataclass(frozen=True)
class Listing:
    """One part of an author's comments, and where the rest is."""

    asked: Asked
    part: Part[Comment]

    @property
    def address(self) -> str:
        """The query of the address that shows this part again."""
        return self.query(self.asked.cursor)

    @property
    def before(self) -> str:
        """The query of the part before this one, or nothing where this is the first."""
        return self.query(self.part.before) if self.part.before else ""

    @property
    def after(self) -> str:
        """The query of the part after this one, or nothing where this is the last."""
        return self.query(self.part.after) if self.part.after else ""

    @property
    def before_label(self) -> str:
        """What the part before this one holds."""
        return BEFORE[self.asked.sort]

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Each order's name, the query that asks for it, and whether this is it."""
        return sorting.sorts(ORDERS, USUAL, self.asked.sort)

    def query(self, cursor: Cursor | None) -> str:
        """The query that asks for the part at this cursor, in the order of this one."""
        return sorting.query(self.asked.sort, USUAL, cursor=str(cursor) if cursor else "")


def asked(query: QueryDict) -> Asked:
    """The order and place that an address asks for; 404 where there are none such."""
    sort, cursor = query.get("sort", USUAL), query.get("cursor")
    if sort not in ORDERS:
        raise Http404("There is no such order.")
    try:
        return Asked(sort, ORDERS[sort].read(cursor) if cursor else None)
    except ValueError:
        raise Http404("There is no such part of the list.") from None


def comments_part(author: Author, asked: Asked) -> Listing:
    """The part of an author's comments that was asked for; one query, two at the start of a walk back."""
    rows, order = Comment.objects.for_profile(author), ORDERS[asked.sort]
    if order.rank:
        rows = rows.filter(tally__author=author, tally__visible=True)
    return Listing(asked, part(rows, order, asked.cursor, settings.COMMENTS_PER_PAGE))
