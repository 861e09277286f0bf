"""Votes for the tests of what moderators do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from tests import make
from tests.votes.casting import browser, cast
from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes.models import Judgement
from wiki.votes.recounting import drift

if TYPE_CHECKING:
    from datetime import datetime

    from django.test import Client

    from wiki.comments.models import Comment

LIST = "/admin/comments/commentvote/"
JUDGE = f"{LIST}judge/"
BURSTS = f"{LIST}bursts/"
DECISIONS = "/admin/votes/judgement/"


def voted(how_many: int, *, on: Comment | None = None, value: int = 1, network: str = "") -> list[CommentVote]:
    """Votes on one comment, each of a browser of its own."""
    comment = on or make.comment(make.author())
    for _ in range(how_many):
        cast(comment, browser(network), value)
    return sorted(CommentVote.objects.order_by("-pk")[:how_many], key=lambda vote: vote.pk)


def at(votes: list[CommentVote], moment: datetime, *, known_since: datetime | None = None) -> None:
    """Let these have been cast then, by browsers that were first seen then."""
    for vote in votes:
        CommentVote.objects.filter(pk=vote.pk).update(cast_at=moment)
        vote.origin.made_at = known_since or moment
        vote.origin.save()


def judge_at(**asked: str) -> str:
    """Where a decision is asked for."""
    return f"{JUDGE}?{urlencode(asked)}"


def states(votes: list[CommentVote]) -> list[str]:
    """The states in which they are now."""
    return [CommentVote.objects.get(pk=vote.pk).state for vote in votes]


def karma(comment: Comment) -> int:
    """What its tally says, once it is proved."""
    assert list(drift(CommentVote)) == []
    return CommentTally.objects.get(target=comment).karma


def pin_of(client: Client, verb: str, scope: dict[str, str]) -> str:
    """What the page that asks about these votes says that it is about."""
    text = client.get(JUDGE, {"verb": verb, **scope}).content.decode()
    return text.split('name="pin" value="')[1].split('"')[0]


def decide(client: Client, verb: str, scope: dict[str, str], *, pin: str | None = None, reason: str = "So.") -> Any:
    """Send the form of that page, as somebody who has just opened it."""
    sent = {"pin": pin_of(client, verb, scope) if pin is None else pin, "reason": reason}
    return client.post(judge_at(verb=verb, **scope), sent, follow=True)


def last_decision() -> Judgement:
    """The newest."""
    return Judgement.objects.latest("pk")


def text_of(answer: Any) -> str:
    text: str = answer.content.decode()
    return text
