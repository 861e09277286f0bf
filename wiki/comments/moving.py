"""From one state of a comment to another: the one door, through which every verb goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NotRequired, TypedDict

from django.db import transaction
from django.utils import timezone

from wiki.authors.models import AuthorTotals
from wiki.comments.states import STANDING, STARTS, State
from wiki.comments.telling import announce
from wiki.comments.votes import CommentTally
from wiki.links.recording import publish
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.comments.models import Comment
    from wiki.log.models import States


class Seen(NamedTuple):
    """What somebody had before them when they decided: the version of the text, and the state."""

    version: int
    state: State


class Move(NamedTuple):
    """A change of state: what it is called in the log, from which states it can be made, and where it leads."""

    verb: str
    start: str
    end: State
    told: str = ""
    taken_down: bool = False


class How(TypedDict):
    """Who moves a comment, and why; what they had before them; and the number of the decision that it is a part of."""

    actor: User | AnonymousUser | None
    reason: NotRequired[str]
    seen: NotRequired[Seen | None]
    decision: NotRequired[int | None]


@transaction.atomic
def go(comment: Comment, move: Move, how: How) -> bool:
    """Go from one state to another, keep the totals in step, tell who is to be told, and log it.

    Nothing changes in a state that the verb does not begin from, nor where it is no longer as somebody saw it.
    """
    is_open = hold_host(comment)
    rows = type(comment).objects.filter(pk=comment.pk)
    row = rows.locked().values("state", "version").get()
    before, seen = State(row["state"]), how.get("seen")
    if before not in STARTS[move.start] or (seen and seen != Seen(row["version"], before)):
        return False
    end = arrived(move.end, is_open=is_open)
    change = changes(move, before, end)
    rows.filter(state=before, version=row["version"]).update(**change)
    for name, value in change.items():
        setattr(comment, name, value)
    publish("comment", [comment.pk], public=comment.is_published)
    CommentTally.objects.follow(comment)
    AuthorTotals.add_comments(comment.author_id, (end == State.PUBLISHED) - (before == State.PUBLISHED))
    after: States = {"state": end} | part_of(how.get("decision"))
    comment.note(move.verb, how["actor"], before={"state": before}, after=after, reason=how.get("reason", ""))
    announce(comment, anew=move.start == "approve")
    return True


def arrived(end: State, *, is_open: bool) -> State:
    """The state in which it comes to be: what stands is away while what it was said on is not open to everyone."""
    if end in STANDING:
        return State.PUBLISHED if is_open else State.AWAY
    return end


def changes(move: Move, before: State, end: State) -> dict[str, Any]:
    """What the row says when it has come there."""
    gone = end == State.DELETED
    return {
        "state": end,
        "told": move.told,
        "deleted_at": timezone.now() if gone else None,
        "deleted_from": str(before) if gone else "",
        "taken_down": move.taken_down,
    }


def hold_host(comment: Comment) -> bool:
    """Whether what a comment was said on is open to everyone, which then stays so until this transaction ends."""
    if comment.page_id:
        return Page.objects.select_for_update(no_key=True).get(pk=comment.page_id).is_published
    if comment.work_id:
        return SelectedWork.objects.select_for_update(no_key=True).get(pk=comment.work_id).removed_at is None
    return True


def part_of(decision: int | None) -> States:
    """What the log says of a change that is a part of a decision."""
    return {"decision": decision} if decision else {}
