"""The small page on which somebody votes on a comment without JavaScript."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render

from wiki.comments import voting
from wiki.comments.forms import VoteForm
from wiki.comments.votes import CommentVote
from wiki.votes import casters, cookies
from wiki.votes.abstract import Axis
from wiki.votes.refusals import SIGN_IN, RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from wiki.comments.models import Comment

ASKS = {Axis.KARMA: "Is this worth reading?", Axis.AGREEMENT: "Do you agree?"}
WORDS = {
    Axis.KARMA: {
        1: "Worth reading",
        -1: "Not worth reading",
        2: "Strongly worth reading",
        -2: "Strongly not worth reading",
    },
    Axis.AGREEMENT: {1: "Agree", -1: "Disagree", 2: "Strongly agree", -2: "Strongly disagree"},
}
TAKE_BACK = "Take it back"


@dataclass(frozen=True)
class Choice:
    """A button: what it lets one's vote be, whether that is so already, and whether it is what was asked for."""

    value: int
    words: str
    is_mine: bool
    is_asked: bool


@dataclass(frozen=True)
class Question:
    """One axis: the sum, from how many votes, one's own vote with what it is called, and the buttons."""

    axis: str
    asks: str
    total: int
    votes: int
    row: CommentVote | None
    mine: str
    choices: list[Choice]


def asking(request: HttpRequest, comment: Comment, rows: Mapping[str, CommentVote]) -> HttpResponse:
    """What is voted on, the tally, one's own votes, and a button for each that is open to the asker."""
    form = VoteForm(request.GET)
    wanted = (form.cleaned_data["axis"], form.cleaned_data["value"]) if form.is_valid() else None
    highest = 2 if request.user.is_authenticated else 1
    why = refusal(request, comment)
    context = {
        "comment": comment,
        "refusal": why,
        "may_sign_in": why == SIGN_IN or (not why and highest == 1),
        "login": settings.LOGIN_URL,
        "browser": cookies.offer(),
        "questions": [question(comment, axis, rows.get(axis.label), wanted, highest) for axis in Axis],
    }
    return render(request, "comments/vote.html", context)


def question(
    comment: Comment, axis: Axis, row: CommentVote | None, wanted: tuple[Axis, int] | None, highest: int
) -> Question:
    """What is asked on this axis of somebody whose strongest vote is so high."""
    mine = row.value if row else 0
    words = {value: said for value, said in WORDS[axis].items() if abs(value) <= highest} | (
        {0: TAKE_BACK} if mine else {}
    )
    choices = [Choice(value, said, value == mine, (axis, value) == wanted) for value, said in words.items()]
    total, votes = (getattr(comment.tally, f"{axis.label}{of}") for of in ("", "_votes"))
    return Question(axis.label, ASKS[axis], total, votes, row, WORDS[axis].get(mine, ""), choices)


def own_rows(request: HttpRequest, comment: Comment) -> dict[str, CommentVote]:
    """By axis, the votes of the asker on this comment that they may see; nothing is asked for who never voted."""
    caster = casters.known(request)
    rows = CommentVote.objects.filter(caster.rows, target=comment).exclude(value=0) if caster else []
    return {Axis(row.axis).label: row for row in rows}


def refusal(request: HttpRequest, comment: Comment) -> str:
    """Why the asker cannot vote on this at all, or nothing."""
    try:
        voting.refuse(request, comment, 0)
    except RefusedError as error:
        return error.reason
    return ""
