"""A discussion as a tree for one viewer: who sees what of it, in which order, and how deep; no query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from wiki.comments.states import KEPT_FROM_OTHERS, STANDING

if TYPE_CHECKING:
    from wiki.comments.models import Comment

#: How deep answers are shown beneath what a screen is about.
DEPTH = 6


class Row(NamedTuple):
    """What the shape of a discussion needs to know of a comment; `user` is its author's account."""

    pk: int
    public_id: str
    parent: int | None
    state: str
    place: int
    user: int | None
    karma: int

    def is_seen_by(self, viewer: int | None) -> bool:
        """Whether somebody sees it, by the number of their account, who may read what the discussion is on."""
        own = self.user is not None and self.user == viewer
        return self.state in STANDING or (own and self.state in KEPT_FROM_OTHERS)

    def is_news_to(self, viewer: int | None) -> bool:
        """Whether somebody else said it who is not, by the number of their account, this reader."""
        return self.is_seen_by(viewer) and (self.user is None or self.user != viewer)


#: The orders within a level, by name; among equals the earlier row stands first, or the later where new ones do.
ORDERS: dict[str, Callable[[Row], tuple[int, ...]]] = {
    "old": lambda row: (row.place, row.pk),
    "new": lambda row: (-row.place, -row.pk),
    "top": lambda row: (-row.karma, row.place, row.pk),
}


@dataclass(eq=False)
class Node:
    """One comment in its place, or the line that stands for such as nobody may read but is answered."""

    row: Row
    depth: int
    #: Which of them it answers, if it is not at the top; and how many its viewer sees below it, shown or not.
    above: Node | None
    below: int
    #: Where it stands, and the newest below it, as far as somebody else said these; else 0.
    news: int
    newest: int
    removed: bool
    #: Shown in full in an earlier part: here only its replies go on.
    continued: bool = False
    #: Its row, once that was fetched; none where its viewer may not read it, or not any more.
    comment: Comment | None = None
    replies: list[Node] = field(default_factory=list)

    @property
    def rest(self) -> int:
        """How many replies stand deeper than are shown."""
        return self.below if self.depth == DEPTH and not self.removed else 0

    @property
    def latest(self) -> int:
        """Where the newest stands that somebody else said here, or below it deeper than is shown."""
        return max(self.news, self.newest if self.depth == DEPTH else 0)


class Tree:
    """Of a discussion, what somebody sees beneath one comment, by its number, or of the whole where there is none."""

    def __init__(self, rows: Iterable[Row], viewer: int | None, sort: str, top: int | None) -> None:
        # Where a line stands for what its viewer may not read, it must not tell how that was received.
        told = (row if row.is_seen_by(viewer) else row._replace(karma=0) for row in rows)
        self.rows = {row.pk: row for row in sorted(told, key=ORDERS[sort])}
        self.seen = {pk for pk, row in self.rows.items() if row.is_seen_by(viewer)}
        self.top = top
        order = self.walk()
        self.counts = self.counted(order)
        self.news = {row.pk: row.place for row in order if row.is_news_to(viewer)}
        self.latest = self.newest_below(order)
        #: How many there are beneath, and where the newest of them stands that somebody else said.
        self.count, self.newest = self.counts[top], self.latest[top]
        #: All that is shown, each after what it answers.
        self.nodes = self.shown(order)

    def walk(self) -> list[Row]:
        """Everything beneath, each after what it answers, however deep that goes."""
        replies: defaultdict[int | None, list[Row]] = defaultdict(list)
        for row in reversed(self.rows.values()):
            replies[row.parent].append(row)
        found: list[Row] = []
        waiting = replies[self.top]
        while waiting:
            found.append(waiting.pop())
            waiting += replies.get(found[-1].pk, ())
        return found

    def counted(self, order: Sequence[Row]) -> defaultdict[int | None, int]:
        """By row, how many its viewer sees below it."""
        found: defaultdict[int | None, int] = defaultdict(int)
        for row in reversed(order):
            found[row.parent] += found[row.pk] + (row.pk in self.seen)
        return found

    def newest_below(self, order: Sequence[Row]) -> defaultdict[int | None, int]:
        """By row, where the newest below it stands that is news to its viewer."""
        found: defaultdict[int | None, int] = defaultdict(int)
        for row in reversed(order):
            found[row.parent] = max(found[row.parent], found[row.pk], self.news.get(row.pk, 0))
        return found

    def shown(self, order: Sequence[Row]) -> list[Node]:
        """What is shown of these: of removed ones only what has something below, and those in a row as one line."""
        found: list[Node] = []
        homes: dict[int | None, Node | None] = {self.top: None}
        for row in order:
            removed = row.pk not in self.seen
            if row.parent not in homes or (removed and not self.counts[row.pk]):
                continue
            above = homes[row.parent]
            depth = (above.depth + (not above.removed)) if above else 1
            if above and above.removed and removed:
                homes[row.pk] = above
            elif depth <= DEPTH:
                told = (self.counts[row.pk], self.news.get(row.pk, 0), self.latest[row.pk])
                homes[row.pk] = node = Node(row, depth, above, *told, removed)
                found.append(node)
        return found

    def above(self) -> list[Row]:
        """What the comment answers that this is beneath, and what that answers, up to the top."""
        found: dict[int, Row] = {}
        here = self.rows.get(self.top or 0)
        while here and here.parent not in found and (here := self.rows.get(here.parent or 0)):
            found[here.pk] = here
        return list(found.values())


def continued(nodes: Sequence[Node]) -> list[Node]:
    """What stands above the first of these, the topmost first, from now on marked as shown before."""
    found: list[Node] = []
    here = nodes[0].above if nodes else None
    while here:
        here.continued = True
        found.append(here)
        here = here.above
    return found[::-1]


def joined(nodes: Iterable[Node]) -> list[Node]:
    """Those at the top, once each of these knows which others answer it."""
    tops: list[Node] = []
    for node in nodes:
        (node.above.replies if node.above else tops).append(node)
    return tops
