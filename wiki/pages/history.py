"""What a page said before: the list of its revisions, each of them, and what changed between any two."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe

from wiki.authors.access import Standing, may_write, standing
from wiki.lib.caching import shared
from wiki.lib.diffs import diff as runs_of
from wiki.lib.diffs import folded
from wiki.lib.paging import Cursor, Order, asked, part
from wiki.lib.robots import unindexed
from wiki.lib.side_by_side import rows
from wiki.lib.throttling import strangers_throttled
from wiki.pages.changes import EDITOR
from wiki.pages.finding import page_at
from wiki.pages.meeting import head_differences
from wiki.pages.models import Page, Revision
from wiki.pages.reading import read
from wiki.pages.revisions import RevisionQuerySet

NEWEST_FIRST = Order(("number",), "number", falling=True)
A_PART = 50
#: Old texts and comparisons that a stranger may ask for in a minute.
A_MINUTE = 60


def told(page: Page, request: HttpRequest) -> RevisionQuerySet:
    """The revisions of a page that the asker may be told of."""
    return page.revisions.open_to(writes=may_write(request.user))


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """A part of a page's revisions, the newest first, any two of which can be chosen to be compared."""
    page = page_at(request, slug)
    listed = told(page, request).select_related("editor")
    found = part(listed.only(*Revision.LISTED, *EDITOR), NEWEST_FIRST, cursor(request), A_PART)
    legible = [revision.number for revision in found.rows if not revision.text_suppressed]
    context = {
        "page": page,
        "part": found,
        "chosen": (legible[1] if len(legible) > 1 else None, legible[0] if legible else None),
        "comparable": len(legible) > 1,
        "may_edit": page.may_edit(request.user),
        "owns": standing(request.user) is Standing.OWNER,
    }
    return render(request, "pages/history.html", context)


def cursor(request: HttpRequest) -> Cursor | None:
    """The place in the list that was asked for, or its beginning; 404 where no revision could have such a number."""
    found = asked(request.GET, NEWEST_FIRST)
    if found and found.places[0] not in range(2**31):
        raise Http404
    return found


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def revision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a page said in one of its revisions, at an address that stays for ever."""
    page = page_at(request, slug)
    found = legible(page, request, number)
    around = told(page, request).filter(text_suppressed=False).order_by("number").values_list("number", flat=True)
    context = {
        "page": page,
        "revision": found,
        "content": found.content,
        "reading": read(page, found, request.user),
        "is_current": found.number == page.number,
        "older": around.filter(number__lt=number).last(),
        "newer": around.filter(number__gt=number).first(),
        "site_url": settings.SITE_URL,
    }
    return render(request, "pages/revision.html", context)


def legible(page: Page, request: HttpRequest, number: int) -> Revision:
    """The revision of this number with its text, if the asker may read that; else 404."""
    texts = told(page, request).filter(text_suppressed=False).select_related("editor")
    found = get_object_or_404(texts, number=number)
    found.page = page
    return found


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def diff(request: HttpRequest, slug: str, old: int, new: int) -> HttpResponse:
    """What changed from one revision to another, side by side, or with `view=inline` in one text."""
    page = page_at(request, slug)
    if old >= new:
        return redirect("pages:diff", page.slug, new, old) if old > new else redirect("pages:revision", page.slug, new)
    before, after = (legible(page, request, number) for number in (old, new))
    context: dict[str, Any] = {
        "page": page,
        "before": before,
        "after": after,
        "ends": (before, after),
        "names": (f"Revision {old}", f"Revision {new}"),
        "inline": request.GET.get("view") == "inline",
        "head": head_differences(before.content, after.content),
        "comparison": rows(before.body, after.body),
        "single": new == old + 1,
        "may_edit": page.may_edit(request.user),
        "site_url": settings.SITE_URL,
    }
    if context["inline"]:
        context["runs"] = folded(runs_of(before.body, after.body))
    return render(request, "pages/diff.html", context)


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """To what changed between the two revisions that were chosen, or since a day."""
    page = page_at(request, slug)
    if "since" in request.GET:
        return redirect(*since(page, request))
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    if not all(number.isascii() and number.isdecimal() and len(number) < 10 for number in chosen):
        return redirect("pages:history", page.slug)
    return redirect("pages:diff", page.slug, *sorted(map(int, chosen)))


def since(page: Page, request: HttpRequest) -> tuple[str, str, int, int] | tuple[str, str]:
    """Where to see what changed since the day that was asked for, as far as the asker may read both texts."""
    try:
        day = parse_date(request.GET["since"])
    except ValueError:
        day = None
    if day is None:
        return "pages:history", page.slug
    texts = told(page, request).filter(text_suppressed=False).order_by("number")
    start = make_aware(datetime(day.year, day.month, day.day))
    old = texts.filter(written_at__lt=start).last() or texts.first()
    new = texts.last()
    if old is None or new is None or old == new:
        return "pages:history", page.slug
    return "pages:diff", page.slug, old.number, new.number
