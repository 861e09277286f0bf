"""A discussion as it stands on a screen: which order and part were asked for, and what its reader can do there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest

from wiki.comments.models import Comment
from wiki.comments.threads import Subject, Thread, read
from wiki.comments.trees import ORDERS
from wiki.comments.voting import NONE, own_votes
from wiki.front import sorting
from wiki.links.shown import show
from wiki.moderation.inviting import may_reply
from wiki.pages.models import Page
from wiki.votes import casters

if TYPE_CHECKING:
    from wiki.comments.voting import Mine

USUAL = "old"


@dataclass(frozen=True)
class Discussion:
    """A part of a discussion, and where the rest is."""

    on: Subject
    thread: Thread
    #: The comment that this part follows, if it is not the first.
    asked: str

    @property
    def name(self) -> str:
        """By which a browser remembers when it read this."""
        if isinstance(self.on, Comment):
            return f"comment {self.on.public_id}"
        return f"{'page' if isinstance(self.on, Page) else 'work'} {self.on.slug}"

    @property
    def closed(self) -> bool:
        """Whether what it is about takes no more answers."""
        host = self.on.host if isinstance(self.on, Comment) else self.on
        return bool(host and host.replies_closed) or (isinstance(self.on, Comment) and self.on.closed_at_id is not None)

    @property
    def address(self) -> str:
        """The query of the address that shows this part again."""
        return self.query(self.asked)

    @property
    def after(self) -> str:
        """The query of the part after this one, or nothing where this is the last."""
        return self.query(self.thread.after) if self.thread.after else ""

    @property
    def first(self) -> str:
        """The query of the first part."""
        return self.query("")

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Each order's name, the query that asks for it, and whether this is it."""
        return sorting.sorts(ORDERS, USUAL, self.thread.sort)

    def query(self, after: str) -> str:
        """The query that asks for the part after this comment, in the order of this one."""
        return sorting.query(self.thread.sort, USUAL, after=after)


def discussed(request: HttpRequest, on: Subject) -> dict[str, Any]:
    """What a screen shows of the discussion on this, in as many queries however long it is.

    404 for an order that is none; where what a part was to follow is gone, the first stands in its stead.
    """
    sort, after = request.GET.get("sort", USUAL), request.GET.get("after", "")
    if sort not in ORDERS:
        raise Http404("There is no such order.")
    thread = read(on, request.user, sort=sort, after=after)
    if not thread.found and request.GET.get("part"):
        raise Http404("There is no such part of the discussion.")
    show(thread.comments, request.user)
    voted = [*thread.comments, *([on] if isinstance(on, Comment) else [])]
    return {
        "discussion": Discussion(on, thread, after if thread.found else ""),
        "own_votes": votes_on(request, [comment.pk for comment in voted]),
        "answers": may_reply(request.user),
    }


def votes_on(request: HttpRequest, comments: list[int]) -> defaultdict[int, Mine] | None:
    """The votes of somebody signed in on these comments; a visitor's are asked for later."""
    if not request.user.is_authenticated:
        return None
    caster = casters.known(request)
    return own_votes(caster, comments) if caster else defaultdict(NONE.copy)
