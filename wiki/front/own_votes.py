"""A reader's own votes, with an account or without one: what they are, and how to be rid of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wiki.comments.votes_file import all_rows, votes_file
from wiki.front.own_votes_listing import NEWEST_FIRST, on_page, own_part
from wiki.lib.converters import PublicIdConverter
from wiki.lib.paging import asked
from wiki.moderation import flagging
from wiki.votes import casters, cookies
from wiki.votes.erasing import erase
from wiki.votes.merging import part

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from wiki.votes.casters import Caster

MOST = 500
PUBLIC_ID = re.compile(PublicIdConverter.regex, re.ASCII)
#: What was done, by the address that tells it: a visitor has no session for a message to wait in.
DONE = {
    "parted": "This browser and the account are apart again. What this browser voted by itself is its own once more.",
    "forgotten": "This site no longer knows this browser. What it votes from now on stands apart from before.",
    "erased": "Your votes are erased, and the sums go on without them. So are your flags.",
}


@require_safe
def votes(request: HttpRequest) -> HttpResponse:
    """What this account or browser voted, and whether it counts; whoever never voted is told so, and no more."""
    caster, browser = casters.known(request), casters.known_browser(request)
    context: dict[str, Any] = {
        "known": bool(caster),
        "browser": browser,
        "is_merged": is_merged(browser),
        "is_apart": bool(browser) and request.user.is_authenticated and not is_merged(browser),
        "done": DONE.get(request.GET.get("done", "")),
    }
    if caster:
        cursor = asked(request.GET, NEWEST_FIRST)
        context["rows"], context["part"] = own_part(caster, cursor, may_vote=may_vote(request))
    return render(request, "front/votes.html", context)


def is_merged(browser: Caster | None) -> bool:
    """Whether what this browser votes goes to an account."""
    return browser is not None and browser.acting != browser.keyed


def may_vote(request: HttpRequest) -> bool:
    """Whether the site takes votes of the asker."""
    return settings.VOTING == "anyone" or (settings.VOTING == "accounts" and request.user.is_authenticated)


@require_safe
def mine(request: HttpRequest) -> JsonResponse:
    """What the asker voted on those of these comments that everyone may read; nothing is asked for a newcomer."""
    ids = request.GET.get("comments", "").split(",")
    if len(ids) > MOST:
        return JsonResponse({"reason": f"Ask for {MOST} comments at most at once."}, status=400)
    ids = [public_id for public_id in ids if PUBLIC_ID.fullmatch(public_id)]
    caster = casters.known(request) if ids else None
    return JsonResponse({"votes": on_page(caster, ids) if caster else {}})


@require_safe
def download_votes(request: HttpRequest) -> HttpResponseBase:
    """Everything that is kept of the asker's votes, as a file."""
    response = StreamingHttpResponse(votes_file(casters.known(request)), content_type="application/json")
    response["Content-Disposition"] = 'attachment; filename="votes.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def erase_votes(request: HttpRequest) -> HttpResponse:
    """Ask whether to erase all of the asker's votes, and do it."""
    caster = casters.known(request)
    if caster is None:
        return redirect("front:votes")
    if request.method != "POST":
        rows = all_rows(caster)
        context = {"count": rows.exclude(value=0).count(), "more": rows.filter(value=0).count()}
        return render(request, "front/erase_votes.html", context | {"owns": caster.owns})
    erase(caster, also=flagging.forget)
    response = told("erased")
    if casters.known_browser(request) is None:
        cookies.take(response)
    return response


@require_POST
def not_me(request: HttpRequest) -> HttpResponse:
    """Part this browser from the account that was signed in here: it has its own voter and votes again."""
    browser = cookies.read(request)
    parted = part(cookies.hashed(browser)) if browser else None
    return redirect("front:votes") if parted is None else told("parted")


@require_POST
def forget_browser(_request: HttpRequest) -> HttpResponse:
    """Let this browser start afresh; its votes stay."""
    response = told("forgotten")
    cookies.take(response)
    return response


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """After signing out: offer a browser that has voted to be forgotten; any other goes to the first page."""
    if request.user.is_authenticated or not cookies.read(request):
        return redirect("/")
    return render(request, "front/signed_out.html")


def told(what: str) -> HttpResponse:
    """To one's votes, with the sentence on what was done."""
    return redirect(f"{reverse('front:votes')}?done={what}")
