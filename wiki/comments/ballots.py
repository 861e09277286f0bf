"""Votes on a comment over the wire: as JSON, as a part of a page, and as a page with a form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from wiki.comments import voting
from wiki.comments.asking import asking, own_rows, refusal
from wiki.comments.forms import VoteForm
from wiki.comments.models import Comment
from wiki.lib.json_bodies import parse
from wiki.lib.kept import of_buttons
from wiki.lib.refusals import refused, wants_json, wants_part
from wiki.votes import casters, cookies
from wiki.votes.abstract import Reason, State
from wiki.votes.refusals import RefusedError

if TYPE_CHECKING:
    from wiki.comments.voting import Voted

LARGEST = 1_000  # bytes of a vote as JSON
NONSENSE = "A vote needs an axis, karma or agreement, and a value: -2, -1, 0, 1 or 2."
SUMS = ("karma", "karma_votes", "agreement", "agreement_votes", "held")
BECAME = {
    "": "There was no vote to take back",
    State.COUNTED: "Your vote is counted",
    State.HELD: "Your vote is kept, but held for review",
    State.DISCOUNTED: "Your vote is kept, but not counted",
    State.VOID: "Your vote is kept, but not counted",
}


class SeeOther(HttpResponseRedirect):
    """A redirect that is followed with a GET, whatever was asked before."""

    status_code = 303


@of_buttons
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask what to vote on a comment, and cast it."""
    if request.method != "POST":
        return asked(request, readable(public_id))
    comment = Comment.objects.votable(public_id)
    if comment is None:
        raise Http404
    form = sent(request)
    if not form.is_valid():
        return refused(request, 400, NONSENSE, back=back_to(comment))
    axis, value, offered = (form.cleaned_data[name] for name in ("axis", "value", "browser"))
    try:
        voted = voting.vote(request, comment, axis, value, offered=offered)
    except RefusedError as error:
        return told_why(request, comment, error)
    response = answered(request, comment, voted.mine, became(voted, value), **uncounted(voted, value))
    if voted.browser:
        cookies.give(response, voted.browser)
    return response


@of_buttons
@require_POST
def reaffirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let the asker's votes on a comment be about what it says now."""
    comment = readable(public_id)
    try:
        voting.refuse(request, comment, 0)
    except RefusedError as error:
        return told_why(request, comment, error)
    caster = casters.known(request)
    changed = voting.reaffirm(caster, comment) if caster else 0
    mine = voting.own_votes(caster, [comment.pk])[comment.pk] if caster else voting.NONE
    said = "Your vote is about the comment as it reads now." if changed else "You have no vote from before the edit."
    return answered(request, comment, mine, said)


def readable(public_id: str) -> Comment:
    """A comment as everyone may read it, or 404."""
    found: Comment = get_object_or_404(Comment.objects.published().in_context(), public_id=public_id)
    return found


def sent(request: HttpRequest) -> VoteForm:
    """The vote in the body: JSON where it says so, else a form, in which the last of two values stands."""
    if request.content_type != "application/json":
        return VoteForm(request.POST)
    try:
        told = parse(request.body, largest=LARGEST)
    except ValueError:
        told = None
    return VoteForm(told if isinstance(told, dict) else {})


def asked(request: HttpRequest, comment: Comment) -> HttpResponse:
    """What the comment has, the asker's own votes, and a token; a browser that never voted stays unknown."""
    rows = own_rows(request, comment)
    if not (wants_json(request) or wants_part(request)):
        return asking(request, comment, rows)
    mine = voting.NONE | {name: row.value for name, row in rows.items()}
    return answered(
        request, comment, mine, refusal(request, comment), token=get_token(request), browser=cookies.offer()
    )


def answered(request: HttpRequest, comment: Comment, mine: voting.Mine, said: str, **more: Any) -> HttpResponse:
    """The tally and the asker's own votes, as JSON or a part; else back to the comment, or to why it is not counted."""
    if wants_json(request):
        tally = {name: getattr(comment.tally, name) for name in SUMS}
        return JsonResponse({**tally, "mine": mine, **more})
    if wants_part(request):
        context = {"comment": comment, "mine": mine, "said": said, "state": more.get("state", "")}
        return render(request, "front/_tally.html", context | {"own": voting.is_own(request, comment)})
    if "state" in more:
        return SeeOther(reverse("comments:vote", args=[comment.public_id]))
    return SeeOther(back_to(comment))


def told_why(request: HttpRequest, comment: Comment, error: RefusedError) -> HttpResponse:
    """The refusal, in the asker's form."""
    return refused(request, error.status, error.reason, retry_after=error.retry_after, back=back_to(comment))


def back_to(comment: Comment) -> str:
    """Where a reader was."""
    return f"{comment.get_absolute_url()}#c-{comment.public_id}"


def became(voted: Voted, value: int) -> str:
    """What became of a vote, in words for who cast it."""
    if value == 0 and voted.state:
        return "Your vote is taken back."
    why = f": {Reason(voted.reason).label}" if voted.reason else ""
    return f"{BECAME[voted.state]}{why}."


def uncounted(voted: Voted, value: int) -> dict[str, str]:
    """The state of a vote that is not in the sums and why, so that nobody wonders; nothing of one that is."""
    if not value or voted.state == State.COUNTED:
        return {}
    return {"state": voted.state, "reason": Reason(voted.reason).label if voted.reason else ""}
