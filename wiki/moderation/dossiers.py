"""What stands beside a comment that waits: what it answers, whose it is, who flagged it, and what can be done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from wiki.comments.models import Comment
from wiki.comments.states import STANDING, STARTS, State
from wiki.links.shown import show
from wiki.moderation.deciding import VERBS
from wiki.moderation.models import Flag, Person
from wiki.moderation.pins import pin
from wiki.moderation.state_names import STATES
from wiki.pages.models import Page

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.lib.kinds import Viewer
    from wiki.moderation.models import Case
    from wiki.moderation.verbs import Verb

#: Of a text's HTML that a list shows; longer ones are read on their own page.
LONGEST = 10_000
SAID_ON = ("page", "work", "parent__author", "author__user", "author__person")
ROW = ("approve", "hide", "spam", "delete")
#: By verb, what the comment's own is called.
CALLED = {"spam": "mark_as_spam", "delete": "remove"}
SOMEWHERE = "a page that is not public"


@dataclass(frozen=True)
class Past:
    """What is known of somebody: how much of what they said is read, and what moderators think of them."""

    author: Author
    person: Person | None
    counts: Counter[str]

    @property
    def published(self) -> int:
        """How much of it stands."""
        return sum(self.counts[state] for state in STANDING)


@dataclass(frozen=True)
class Place:
    """What a comment was said on, as far as whoever looks may know of it."""

    title: str
    url: str


@dataclass(frozen=True)
class Dossier:
    """A comment for whoever decides about it."""

    comment: Comment
    case: Case
    past: Past
    flags: Sequence[Flag]
    place: Place | None
    verbs: Sequence[Verb]
    #: It is too long for a list.
    cut: bool

    @property
    def state_said(self) -> str:
        """Who reads it now, in words."""
        return STATES[State(self.comment.state)]

    @property
    def pin(self) -> str:
        """Stands for it as it is shown."""
        return pin(self.comment)

    @property
    def networks(self) -> int:
        """From how many networks its flags came, as far as that is still known."""
        return len({flag.network for flag in self.flags if flag.network})

    @property
    def thought(self) -> str:
        """Stands for what is thought of its author, as it is shown."""
        return thought_of(self.comment.author)


def dossiers(cases: Iterable[Case], viewer: Viewer, *, longest: int = LONGEST) -> list[Dossier]:
    """For each of these cases, whose comments are read with what `SAID_ON` names; a fixed number of queries."""
    cases = list(cases)
    comments = [case.comment for case in cases]
    whole = [comment for comment in comments if len(comment.html) <= longest]
    show(whole, AnonymousUser())
    counts, flags, pages = counts_of(comments), flags_on(comments), readable(comments, viewer)
    return [
        Dossier(
            comment=case.comment,
            case=case,
            past=Past(case.comment.author, person_of(case.comment.author), counts[case.comment.author_id]),
            flags=flags[case.comment_id],
            place=place_of(case.comment, pages),
            verbs=offered(case.comment, counts[case.comment.author_id], waits=case.closed_at is None),
            cut=len(case.comment.html) > longest,
        )
        for case in cases
    ]


def counts_of(comments: Sequence[Comment]) -> dict[int, Counter[str]]:
    """By author, how many comments of theirs are in which state."""
    found: dict[int, Counter[str]] = defaultdict(Counter)
    rows = Comment.objects.filter(author__in={comment.author_id for comment in comments}).order_by()
    for author, state, count in rows.values_list("author", "state").annotate(Count("pk")):
        found[author][state] = count
    return found


def flags_on(comments: Sequence[Comment]) -> dict[int, list[Flag]]:
    """By comment, the flags about which nobody has decided, the newest first."""
    found: dict[int, list[Flag]] = defaultdict(list)
    for flag in Flag.objects.open().filter(comment__in=comments).order_by("-pk"):
        found[flag.comment_id].append(flag)
    return found


def readable(comments: Sequence[Comment], viewer: Viewer) -> set[int]:
    """Of the pages that these were said on, those that whoever looks may read."""
    asked = {comment.page_id for comment in comments if comment.page_id}
    return set(Page.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", flat=True)) if asked else set()


def place_of(comment: Comment, pages: set[int]) -> Place | None:
    """Where it was said; of a page that somebody may not read, only that there is one."""
    if comment.page:
        seen = comment.page_id in pages
        return Place(comment.page.title, comment.page.get_absolute_url()) if seen else Place(SOMEWHERE, "")
    if comment.work:
        gone = comment.work.removed_at is not None
        return Place(comment.work.title, "" if gone else comment.work.get_absolute_url())
    return None


def person_of(author: Author) -> Person | None:
    """What moderators think of somebody, if anything."""
    return getattr(author, "person", None)


def thought_of(author: Author) -> str:
    """Stands for what moderators think of somebody, if they think anything."""
    return (person_of(author) or Person()).seen


def offered(comment: Comment, counts: Mapping[str, int], *, waits: bool) -> list[Verb]:
    """What can be done to a comment as it stands, and to its author, of whom there are so many in each state."""
    state = State(comment.state)
    names = [name for name in ROW if begins(name, state, waits=waits)]
    if state in STANDING and comment.closed_at_id in {None, comment.pk}:
        names.append("reopen" if comment.closed_at_id else "close")
    if state == State.DELETED:
        names = ["restore"]
    others = counts.get(State.PENDING, 0) - (state == State.PENDING)
    return [VERBS[name] for name in (*names, *about_author(comment.author, others=others))]


def begins(name: str, state: State, *, waits: bool) -> bool:
    """Whether this verb can change anything about a comment in this state; whose case it closes, if it waits."""
    if waits and ((name == "approve" and state in STANDING) or (name == "spam" and state == State.SPAM)):
        return True
    return state in STARTS.get(CALLED.get(name, name), set(State))


def about_author(author: Author, *, others: int) -> list[str]:
    """What can be decided about somebody of whom so many others are held: nothing about those who write here."""
    person = person_of(author)
    if author.listed:
        return []
    trusted = person is not None and person.is_trusted
    blocked = person is not None and person.is_blocked
    names = ["untrust" if trusted else "trust", "unblock" if blocked else "block"]
    return ["release", *names] if others else names
