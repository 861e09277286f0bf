"""What the wiki lacks, as far as the asker may know of it: work for those who write here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.authors.access import may_write
from wiki.lib.caching import shared
from wiki.lib.paging import asked
from wiki.lib.robots import unindexed
from wiki.lib.throttling import strangers_throttled
from wiki.links.lists import broken as broken_links
from wiki.links.lists import is_linked, missing
from wiki.links.models import Reference
from wiki.pages.by_title import beginning, lettered, stretch
from wiki.pages.index import A_PART, LISTED, START
from wiki.pages.models import Page

MOST_WANTED = 200
#: Sums over every link of the site that a stranger may ask for in a minute.
A_MINUTE = 60


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def wanted(request: HttpRequest) -> HttpResponse:
    """The pages that are linked to and that the asker cannot read, the most wanted first, whether drafts or nothing."""
    writes = may_write(request.user)
    rows = missing(Page.objects.visible_to(request.user), may_write=writes, most=MOST_WANTED)
    context = {"rows": rows, "writes": writes, "most": MOST_WANTED if len(rows) == MOST_WANTED else 0}
    return render(request, "pages/wanted.html", context)


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def orphans(request: HttpRequest) -> HttpResponse:
    """The pages that no other text leads to, by title; the first page needs none that does."""
    start = beginning(request)
    linked = is_linked(Page.objects.visible_to(request.user), may_write=may_write(request.user))
    alone = Page.objects.listed_to(request.user).exclude(key=START).filter(~linked)
    found = stretch(alone.only(*LISTED), start, A_PART)
    return render(request, "pages/orphans.html", {"part": found, "groups": lettered(found.rows), "start": start})


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def broken(request: HttpRequest) -> HttpResponse:
    """The links to sections that are gone, the newest first."""
    pages = Page.objects.visible_to(request.user)
    cursor = asked(request.GET, Reference.NEWEST_FIRST)
    found = broken_links(pages, request.user, may_write=may_write(request.user), cursor=cursor)
    return render(request, "pages/broken.html", {"part": found})
