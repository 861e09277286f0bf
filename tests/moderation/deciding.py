"""Decisions for tests: what waits, and deciding about it as it stands now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests import make
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.moderation.cases import open_case
from wiki.moderation.deciding import Outcome, decide
from wiki.moderation.models import Case, Flag, Person
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from django.test import Client

    from accounts.models import User
    from wiki.authors.models import Author

QUEUE = "/admin/moderation/case/"
DECIDE = f"{QUEUE}decide/"
DECISIONS = "/admin/moderation/decision/"


def reader(**fields: Any) -> Author:
    """Somebody who answers here, and is in no list."""
    return make.author(listed=False, user=make.user(), **fields)


def waiting(author: Author | None = None, *, points: int = 0, **fields: Any) -> Comment:
    """A comment that is held, with a case."""
    comment = make.comment(author or reader(), **({"state": State.PENDING} | fields))
    open_case(comment, held=True, reasons=[{"rule": "first", "points": points, "why": "A new reader's first."}])
    return comment


def flagged(comment: Comment, complaint: str = "spam", note: str = "") -> Flag:
    """A flag on a comment by somebody new, with its case."""
    voter = Voter.objects.for_user(make.user())
    flag = Flag.objects.create(comment=comment, voter=voter, complaint=complaint, note=note, version=comment.version)
    open_case(comment, flags=1, reasons=[{"rule": "flag", "points": 1, "why": flag.get_complaint_display()}])
    return flag


def decided(verb: str, *comments: Comment, actor: User | None = None, reason: str = "So.", **how: Any) -> Outcome:
    """The outcome of a decision about these comments by whoever sees them as they are in these rows."""
    return decide(verb, {row.pk: row.seen for row in comments}, actor=actor or make.user(), reason=reason, **how)


def case_of(comment: Comment) -> Case:
    """The newest case of a comment."""
    return comment.cases.order_by("-pk")[0]


def act(client: Client, name: str, *comments: Comment, **more: str) -> Any:
    """Send a list's form about these comments, as they are in these rows."""
    return client.post(DECIDE, {"verb": name, **picked(*comments), **more}, follow=True)


def press(client: Client, name: str, comment: Comment, **more: str) -> Any:
    """Press a comment's own button, as it is in this row."""
    return client.post(DECIDE, {"one": f"{name}-{comment.pk}", **picked(comment), **more}, follow=True)


def picked(*comments: Comment) -> dict[str, Any]:
    """What the form says of those that are ticked."""
    pins = {f"seen-{row.pk}": f"{row.version}.{row.state}" for row in comments}
    thought = {f"person-{row.pk}": thought_of(row.author) for row in comments}
    return {"_selected_action": [row.pk for row in comments], **pins, **thought}


def thought_of(author: Author) -> str:
    """What stands for what is thought of somebody now."""
    return (Person.objects.filter(author=author).first() or Person()).seen


def hidden_fields(answer: Any) -> dict[str, str]:
    """What the form of a page carries unseen, but for what parts one browser from another."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', answer.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}
