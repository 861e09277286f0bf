"""What somebody is told whose words are not taken; they get them back."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from wiki.comments.answering import UnanswerableError
from wiki.lib.kept import kept
from wiki.lib.refusals import refused
from wiki.moderation.admission import BlockedError, ClosedError
from wiki.moderation.pacing import SPAN, HastyError

REFUSALS = (BlockedError, ClosedError, HastyError, UnanswerableError)
GONE = "What you answer takes no answers now."
CLOSED = "This site takes no replies of readers now."
HASTY = "You have said a great deal within ten minutes. Wait a little, then send this once more."


def turned_away(request: HttpRequest, refusal: Exception) -> HttpResponse:
    """Why not, with what was typed; where somebody only came to type, no more than they may know of what is there."""
    status, why = told(refusal)
    if request.method == "POST":
        response = kept(request, why, status=status, fields=("name", "body"))
    elif isinstance(refusal, UnanswerableError):
        raise Http404 from None
    else:
        response = refused(request, status, why)
    if isinstance(refusal, HastyError):
        response["Retry-After"] = str(int(SPAN.total_seconds()))
    return response


def told(refusal: Exception) -> tuple[int, str]:
    """The status, and a sentence that is the same whatever is behind it."""
    if isinstance(refusal, BlockedError):
        return 403, refusal.person.why
    if isinstance(refusal, ClosedError):
        return 403, CLOSED
    return (429, HASTY) if isinstance(refusal, HastyError) else (409, GONE)
