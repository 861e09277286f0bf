"""The small page on which anybody flags a comment, with an account or without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from wiki.comments.models import Comment
from wiki.lib.kept import kept
from wiki.lib.refusals import refused, wants_json, wants_part
from wiki.moderation import flagging
from wiki.moderation.flag_form import CHOOSE, FlagForm
from wiki.moderation.models import Flag
from wiki.votes import casters, cookies
from wiki.votes.refusals import RefusedError

if TYPE_CHECKING:
    from wiki.votes.casters import Caster

GONE = "There is nothing here to flag. It may be gone already."
THANKS = "Thank you. A moderator will look at it."
TAKEN_BACK = "Your flag is taken back."
NONE = "You had not flagged it."


@require_http_methods(["GET", "HEAD", "POST"])
def flag(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask what is wrong with a comment, and let that be what the asker says against it."""
    comment = Comment.objects.published().in_context().filter(public_id=public_id).first()
    if comment is None:
        return nowhere(request)
    caster = casters.known(request)
    if request.method != "POST":
        return asked(request, comment, caster)
    form = FlagForm(request.POST)
    try:
        return sent(request, comment, caster, form)
    except RefusedError as error:
        return told_why(request, comment, form, error)
    except Comment.DoesNotExist:
        return nowhere(request)


def asked(request: HttpRequest, comment: Comment, caster: Caster | None) -> HttpResponse:
    """The form, with what the asker said before; who may not flag it is told why."""
    mine = flagging.own(caster, comment)
    form = FlagForm(initial=begun(comment, mine))
    try:
        flagging.refuse(request, comment, caster)
    except RefusedError as error:
        return page(request, comment, form, refusal=error.reason)
    return page(request, comment, form, mine=mine)


def begun(comment: Comment, mine: Flag | None) -> dict[str, object]:
    """What stands in a form that nobody has touched."""
    said = {"complaint": mine.complaint, "note": mine.note} if mine else {}
    return said | {"version": comment.version, "browser": cookies.offer()}


def page(
    request: HttpRequest,
    comment: Comment,
    form: FlagForm,
    *,
    mine: Flag | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page with this form, or without one where the asker is refused for good."""
    template = "front/_flag_form.html" if wants_part(request) else "front/flag.html"
    context = {"comment": comment, "form": form, "mine": mine, "refusal": refusal}
    return render(request, template, context, status=status)


def sent(request: HttpRequest, comment: Comment, caster: Caster | None, form: FlagForm) -> HttpResponse:
    """Do what the form says."""
    if not form.is_valid():
        mine = flagging.own(caster, comment)
        return refused(request, 400, CHOOSE) if wants_json(request) else page(request, comment, form, mine=mine)
    if form.takes_back:
        return answered(request, comment, TAKEN_BACK if flagging.take_back(request, comment) else NONE)
    browser = flagging.flag(request, comment, form.said, offered=form.cleaned_data["browser"])
    response = answered(request, comment, THANKS)
    if browser:
        cookies.give(response, browser)
    return response


def answered(request: HttpRequest, comment: Comment, said: str) -> HttpResponse:
    """What was done."""
    if wants_json(request):
        return JsonResponse({"said": said})
    if wants_part(request):
        return render(request, "front/_flagged.html", {"said": said})
    stands = Comment.objects.published().filter(pk=comment.pk).exists()
    context = {"said": said, "comment": comment, "flagged": said == THANKS, "stands": stands}
    return render(request, "front/flagged.html", context)


def told_why(request: HttpRequest, comment: Comment, form: FlagForm, error: RefusedError) -> HttpResponse:
    """The refusal in the asker's form, with what they typed to send again."""
    if wants_json(request):
        return refused(request, error.status, error.reason, retry_after=error.retry_after)
    response = page(request, comment, form, refusal=error.reason, status=error.status)
    if error.retry_after is not None:
        response["Retry-After"] = str(error.retry_after)
    return response


def nowhere(request: HttpRequest) -> HttpResponse:
    """What is told of a comment that was never there, of one that is hidden, and of one on a draft: the same."""
    if request.POST.get("note", "").strip() and not wants_json(request):
        return kept(request, GONE, fields=("note",))
    raise Http404
