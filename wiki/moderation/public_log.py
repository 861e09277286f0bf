"""The log of moderation as everyone may read it: what was done, when and why; no names, and no words of anybody's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.db.models import Count
from django.utils.dateparse import parse_datetime

from wiki.comments.models import Comment
from wiki.moderation.log_parts import Log, part
from wiki.moderation.models import Decided, Decision, Person
from wiki.pages.models import Page
from wiki.votes.models import Judgement
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wiki.lib.paging import Cursor, Part
    from wiki.moderation.log_parts import Row

A_PART = 30
#: Of a larger decision no single things are named.
FEW = 3
COMMENT, PERSON, VOTE = Comment._meta.label_lower, Person._meta.label_lower, "votes"
THINGS = {
    COMMENT: ("comment", "comments"),
    PERSON: ("reader", "readers"),
    VOTE: ("vote", "votes"),
    Page._meta.label_lower: ("page", "pages"),
    SelectedWork._meta.label_lower: ("work", "works"),
}
#: By verb: of which kind of thing, and what is said of so many of them.
SAYINGS = {
    "approve": (COMMENT, "Approved {things}"),
    "hide": (COMMENT, "Hid {things}"),
    "spam": (COMMENT, "Put {things} away as spam"),
    "delete": (COMMENT, "Deleted {things}"),
    "restore": (COMMENT, "Restored {things}"),
    "hold": (COMMENT, "Put {things} out of sight until a moderator has looked"),
    "close": (COMMENT, "Closed to replies what hangs below {things}"),
    "reopen": (COMMENT, "Opened to replies again what hangs below {things}"),
    "close_page": (Page._meta.label_lower, "Closed the discussion of {things}"),
    "open_page": (Page._meta.label_lower, "Opened the discussion of {things} again"),
    "close_work": (SelectedWork._meta.label_lower, "Closed the discussion of {things}"),
    "open_work": (SelectedWork._meta.label_lower, "Opened the discussion of {things} again"),
    "release": (PERSON, "Looked at what waited of {things}"),
    "trust": (PERSON, "Trusted {things}"),
    "untrust": (PERSON, "Trusts {things} no longer"),
    "block": (PERSON, "Blocked {things}"),
    "unblock": (PERSON, "Unblocked {things}"),
}
#: The same of votes.
OF_VOTES = {
    "hold": "Set {things} aside until a moderator has looked",
    "release": "Let {things} count",
    "discount": "Discounted {things}",
    "count again": "Counted {things} again",
    "let stand": "Looked at {things} and let them stand",
}
#: Those whose reason is told to everyone; why anything else was done to comments and people stays in the office.
TOLD = ("hide", "delete", "block", "hold", "close", "close_page", "close_work")
#: Those whose reason is told to whom they strike, also where there is no log for everyone.
STRIKE = ("hide", "block")
#: What became of the comments of those about whom it was decided.
BESIDES = {
    "release": "let {things} of theirs appear",
    "trust": "let {things} of theirs appear",
    "block": "hid {things} of theirs",
}


class Link(NamedTuple):
    """Something that everyone may read now."""

    url: str
    name: str


@dataclass
class Line:
    """One decision, for everyone."""

    at: datetime
    words: str
    reason: str
    undone_at: datetime | None
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Found:
    """What the lines of a part are made of."""

    #: By decision and kind, how many things.
    counts: Mapping[tuple[int, str], int]
    #: By decision, those of a small one.
    rows: Mapping[int, list[Decided]]
    #: By kind and number, what everyone may read.
    links: Mapping[tuple[str, int], Link]


def offered(_request: HttpRequest) -> dict[str, Any]:
    """Context processor: whether there is a log for everyone."""
    return {"public_log": settings.PUBLIC_LOG}


def told_to(verb: str) -> str:
    """Who reads the reason of a decision, for whoever is about to give it."""
    if settings.PUBLIC_LOG and verb in TOLD:
        return "Everyone can read it in the log."
    return "Whom it strikes reads it." if verb in STRIKE else "Those who moderate read it."


def lines(cursor: Cursor | None) -> tuple[list[Line], Part[Row]]:
    """A part of the log, the newest first, in seven queries."""
    decisions = Decision.objects.filter(verb__in=SAYINGS, count__gt=0)
    found = part(Log(decisions, Judgement.objects.filter(votes__gt=0)), cursor, A_PART)
    told = gathered([row.pk for row in found.rows if isinstance(row, Decision)])
    return [line(row, told) if isinstance(row, Decision) else line_of_votes(row) for row in found.rows], found


def gathered(decisions: list[int]) -> Found:
    """What these decisions were about."""
    about = Decided.objects.filter(decision__in=decisions)
    counts = about.order_by().values_list("decision", "kind").annotate(Count("pk"))
    few = about.filter(decision__count__lte=FEW).order_by("pk")
    rows: defaultdict[int, list[Decided]] = defaultdict(list)
    for row in few.select_related("decision"):
        if row.kind == SAYINGS[row.decision.verb][0]:
            rows[row.decision_id].append(row)
    told = {(decision, kind): count for decision, kind, count in counts}
    return Found(told, rows, links(row for found in rows.values() for row in found))


def links(rows: Iterable[Decided]) -> dict[tuple[str, int], Link]:
    """Those of these things that everyone may read now; a comment without a word of its own."""
    asked: defaultdict[str, list[int]] = defaultdict(list)
    for row in rows:
        asked[row.kind].append(row.target_id)
    named: dict[str, tuple[Any, Callable[[Any], str]]] = {
        COMMENT: (Comment.objects.published(), lambda _row: "the comment"),
        Page._meta.label_lower: (Page.objects.published(), str),
        SelectedWork._meta.label_lower: (SelectedWork.objects.filter(removed_at=None), str),
    }
    return {
        (kind, row.pk): Link(row.get_absolute_url(), name(row))
        for kind, (open_, name) in named.items()
        for row in open_.filter(pk__in=asked[kind])
    }


def line(decision: Decision, found: Found) -> Line:
    """One of them in words."""
    rows = found.rows.get(decision.pk, [])
    links = [found.links[key] for row in rows if (key := (row.kind, row.target_id)) in found.links]
    words = saying(decision, found.counts.get((decision.pk, COMMENT), 0)) + until(decision, rows)
    reason = decision.reason if decision.verb in TOLD else ""
    return Line(decision.made_at, words, reason, decision.undone_at, links)


def line_of_votes(judgement: Judgement) -> Line:
    """A decision about votes in words: nobody who voted, and nothing that was voted on."""
    words = OF_VOTES[judgement.verb].format(things=amount(VOTE, judgement.votes))
    return Line(judgement.made_at, words, judgement.reason, judgement.undone_at)


def saying(decision: Decision, comments: int) -> str:
    """What was done, to how many."""
    kind, said = SAYINGS[decision.verb]
    words = said.format(things=amount(kind, decision.count))
    also = BESIDES.get(decision.verb, "") if comments else ""
    return f"{words} and {also.format(things=amount(COMMENT, comments))}" if also else words


def amount(kind: str, count: int) -> str:
    """So many of these."""
    one, many = THINGS[kind]
    return f"{count:,} {one if count == 1 else many}"


def until(decision: Decision, rows: list[Decided]) -> str:
    """Until when a reader is blocked, where one is told of."""
    if decision.verb != "block" or len(rows) != 1:
        return ""
    at = rows[0].after.get("blocked_until")
    day = parse_datetime(at) if at else None
    return f", until {day:%-d %B %Y}" if day else ", for good"
