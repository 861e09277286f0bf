"""What is decided about comments, each by the comment's own verb and only as the moderator saw it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from wiki.comments import closing
from wiki.comments.models import Comment
from wiki.comments.states import STANDING, State
from wiki.moderation.cases import Reason, open_case
from wiki.moderation.models import Case
from wiki.moderation.verbs import Hand, Thing, Verb
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.comments.moving import Seen
    from wiki.log.models import States

KIND = Comment._meta.label_lower
RESTORED: Reason = {"rule": "restored", "points": 0, "why": "It waited when it was deleted, and waits again."}


def hold(keys: Collection[int]) -> dict[int, Comment]:
    """These comments; what they were said on is locked before them, as everywhere."""
    rows = Comment.objects.filter(pk__in=keys)
    for hosts, column in ((Page.objects, "page"), (SelectedWork.objects, "work")):
        said_on = hosts.filter(pk__in=rows.exclude(**{column: None}).values(column))
        list(said_on.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    return {row.pk: row for row in rows.locked().defer("body", "html", "extra").order_by("pk")}


def states(comment: Comment) -> States:
    """Who may read it, what its author is told, whether it takes answers; that its page comes or goes is no change."""
    state = str(State.PUBLISHED if comment.state in STANDING else comment.state)
    gone = comment.restorable_until is not None and comment.restorable_until <= timezone.now()
    return {
        "state": "forgotten" if gone else state,
        "told": comment.told,
        "taken_down": comment.taken_down,
        "closed": comment.closed_at_id == comment.pk,
        "version": comment.version,
    }


def is_left(before: States, after: States, now: States) -> bool:
    """Whether it is as a decision left it; words that came since matter only where an undo would let everyone read."""
    publishes = before["state"] in STANDING and after["state"] not in STANDING
    return now == after if publishes else now | {"version": after["version"]} == after


def back(comment: Comment, before: Any, hand: Hand) -> None:
    """Let it be read, or not, by whom it was before."""
    if before["state"] != states(comment)["state"]:
        comment.put_back(
            State(before["state"]),
            actor=hand.actor,
            reason=hand.reason,
            told=before["told"],
            taken_down=before["taken_down"],
            decision=hand.decision.pk,
        )
    if before["closed"] != states(comment)["closed"]:
        shut = closing.close if before["closed"] else closing.reopen
        shut(comment, actor=hand.actor, reason=hand.reason, decision=hand.decision.pk)


def confirm(comment: Comment, seen: Seen | None, hand: Hand, said: str) -> bool:
    """Where it is so already and yet waits for a decision, that it stays so is one."""
    if (seen and seen != comment.seen) or not Case.objects.open().filter(comment=comment).exists():
        return False
    after: States = {"state": comment.state, "decision": hand.decision.pk}
    comment.note(said, hand.actor, before={"state": comment.state}, after=after, reason=hand.reason)
    return True


def approve(comment: Comment, seen: Seen | None, hand: Hand) -> bool:
    """Let everyone read it, or go on reading it."""
    if comment.state in STANDING:
        return confirm(comment, seen, hand, "approved")
    return comment.approve(actor=hand.actor, reason=hand.reason, seen=seen, decision=hand.decision.pk)


def hide(comment: Comment, seen: Seen | None, hand: Hand) -> bool:
    """Keep it from everyone but its author, who is told the reason."""
    return comment.hide(actor=hand.actor, reason=hand.reason, seen=seen, decision=hand.decision.pk)


def spam(comment: Comment, seen: Seen | None, hand: Hand) -> bool:
    """Put it away as spam, or leave it there."""
    if comment.state == State.SPAM:
        return confirm(comment, seen, hand, "marked as spam")
    return comment.mark_as_spam(actor=hand.actor, reason=hand.reason, seen=seen, decision=hand.decision.pk)


def delete(comment: Comment, seen: Seen | None, hand: Hand) -> bool:
    """Take it off the site, so that its author cannot bring it back."""
    return comment.remove(actor=hand.actor, reason=hand.reason, seen=seen, by_office=True, decision=hand.decision.pk)


def restore(comment: Comment, seen: Seen | None, hand: Hand) -> bool:
    """Bring it back to where it was; what waited then waits again."""
    restored = comment.restore(actor=hand.actor, reason=hand.reason, seen=seen, decision=hand.decision.pk)
    if restored and comment.state == State.PENDING:
        open_case(comment, reasons=[RESTORED], held=True)
    return restored


def put_away(comment: Comment, _seen: None, hand: Hand) -> bool:
    """Keep it from everyone until somebody has decided about it."""
    return comment.hold(actor=hand.actor, reason=hand.reason, decision=hand.decision.pk)


def close(comment: Comment, seen: Seen | None, hand: Hand) -> bool:
    """Let it and all below it take no more answers."""
    if (seen and seen != comment.seen) or comment.state not in STANDING:
        return False
    return closing.close(comment, actor=hand.actor, reason=hand.reason, decision=hand.decision.pk)


def reopen(comment: Comment, seen: Seen | None, hand: Hand) -> bool:
    """Let what was closed with it take answers again."""
    if seen and seen != comment.seen:
        return False
    return closing.reopen(comment, actor=hand.actor, reason=hand.reason, decision=hand.decision.pk)


COMMENTS = Thing(KIND, hold, states, back, is_left)
VERBS = (
    Verb(
        "approve",
        "Approve",
        "approved",
        "Everyone can read them. It applies to what waits, is hidden or was taken for spam; flags are dismissed.",
        reason="if you like",
        deed=approve,
        upholds=False,
    ),
    Verb(
        "hide",
        "Hide",
        "hidden",
        "Nobody but those who moderate can read them, until somebody approves them again. "
        "Their author can, and is told the reason.",
        reason="required",
        deed=hide,
        upholds=True,
    ),
    Verb(
        "spam",
        "Mark as spam",
        "marked as spam",
        "They are put away as spam, until somebody approves them.",
        reason="if you like",
        deed=spam,
        upholds=True,
    ),
    Verb(
        "delete",
        "Delete",
        "deleted",
        "They are taken off the site, and their authors cannot bring them back. You can restore them for thirty days; "
        "then their words go for good.",
        reason="required",
        deed=delete,
        upholds=True,
    ),
    Verb(
        "restore",
        "Restore",
        "restored",
        "What was deleted within the last thirty days is again what it was before.",
        reason="if you like",
        deed=restore,
    ),
    Verb("hold", "Hold", "held", "Nobody reads them until somebody decides about them.", deed=put_away),
    Verb(
        "close",
        "Lock the thread",
        "locked",
        "Nobody can answer them or anything below them; what was said stays. Everyone can see that they are closed.",
        reason="required",
        deed=close,
    ),
    Verb(
        "reopen",
        "Unlock the thread",
        "unlocked",
        "What was locked with them takes answers again.",
        reason="if you like",
        deed=reopen,
    ),
)
