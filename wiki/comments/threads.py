"""Reading a discussion: one light query for its shape, one for the texts that are shown, however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Q, QuerySet

from wiki.comments.models import Comment
from wiki.comments.trees import Node, Row, Tree, continued, joined
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

Subject: TypeAlias = Page | SelectedWork | Comment

#: How many comments are shown at once.
A_PART = 200
#: How many of those that a comment answers, one the other, are shown above it.
NEAREST = 6
SHAPE = ("pk", "public_id", "parent", "state", "place", "author__user", "tally__karma")


@dataclass
class Thread:
    """A discussion, or the part of it beneath one comment, as far as somebody asked for it and may see it."""

    sort: str
    #: How many comments there are in all that its reader sees, and where the newest stands that somebody else said.
    count: int
    newest: int
    replies: list[Node]
    #: The last comment of this part, where more follow.
    after: str
    #: Where the newest of those that follow stands.
    further: int
    #: Whether what the part was to follow is there: it may be gone.
    found: bool
    #: Those whose text is shown, to be painted.
    comments: list[Comment] = field(default_factory=list)
    #: The nearest of those that the comment answers, the topmost first; none for what cannot be read.
    above: list[Comment | None] = field(default_factory=list)
    #: Where the whole of it begins, if somewhere above.
    topmost: Comment | None = None


def read(on: Subject, viewer: Viewer, *, sort: str, after: str = "") -> Thread:
    """What somebody sees, who may read what this is about, of the discussion on it, from after that comment on."""
    top = on.pk if isinstance(on, Comment) else None
    tree = Tree(map(Row._make, rows_of(on).values_list(*SHAPE)), viewer.pk, sort, top)
    start = place_after(tree.nodes, after)
    shown = part(tree.nodes[start or 0 :])
    rest = tree.nodes[(start or 0) + len(shown) :]
    nodes = [*continued(shown), *shown]
    last = shown[-1].row.public_id if shown and rest else ""
    further = max((node.latest for node in rest), default=0)
    thread = Thread(sort, tree.count, tree.newest, joined(nodes), last, further, found=start is not None)
    way = [row.pk if row.pk in tree.seen else None for row in tree.above()]
    fill(thread, nodes, way, viewer)
    return thread


def rows_of(on: Subject) -> QuerySet[Comment]:
    """All of the discussion on a page or work, or of the thread in which a comment stands."""
    if isinstance(on, Page):
        return Comment.objects.filter(page=on)
    if isinstance(on, SelectedWork):
        return Comment.objects.filter(work=on)
    top = on.thread_id or on.pk
    return Comment.objects.filter(Q(pk=top) | Q(thread=top))


def place_after(nodes: Sequence[Node], after: str) -> int | None:
    """Where the part begins that follows this comment, or the first; none where nobody sees such a comment there."""
    if not after:
        return 0
    places = (place for place, node in enumerate(nodes, start=1) if node.row.public_id == after and not node.removed)
    return next(places, None)


def part(nodes: Sequence[Node]) -> Sequence[Node]:
    """The first of these, as many as are shown at once, the lines for removed ones apart."""
    ends = [place for place, node in enumerate(nodes, start=1) if not node.removed]
    return nodes[: ends[min(A_PART, len(ends)) - 1]] if ends else []


def fill(thread: Thread, nodes: Sequence[Node], way: Sequence[int | None], viewer: Viewer) -> None:
    """Fetch what is to be read of these, and of the way up, in one query; none on the way is what cannot be read."""
    nearest = [key for key, _ in groupby(way)][:NEAREST]
    topmost = next(filter(None, reversed(way)), None)
    keys = {*(node.row.pk for node in nodes if not node.removed), *filter(None, (*nearest, topmost))}
    rows = Comment.objects.visible_to(viewer).for_thread().in_bulk(keys) if keys else {}
    for node in nodes:
        node.comment = rows.get(node.row.pk)
    thread.comments = [node.comment for node in nodes if node.comment and not node.continued]
    thread.above = [rows.get(key) if key else None for key in reversed(nearest)]
    thread.topmost = rows.get(topmost) if topmost else None
