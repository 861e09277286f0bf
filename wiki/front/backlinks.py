"""All that leads to a page of the wiki, part by part."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.front.leading_here import HEADINGS, Asked, leading, targets
from wiki.lib.caching import shared
from wiki.lib.paging import asked as place
from wiki.lib.robots import unindexed
from wiki.links.models import Reference
from wiki.links.showing import PER_PAGE
from wiki.pages.finding import page_at


@shared
@unindexed
@require_safe
def backlinks(request: HttpRequest, slug: str) -> HttpResponse:
    """What links to a page, embeds it or cites what it is about, by `kind`; `part=1` gives the part alone."""
    page, kind = page_at(request, slug), request.GET.get("kind", "linked")
    if kind not in HEADINGS:
        raise Http404
    to = targets(page).get(kind)
    asked = [Asked(kind, to, place(request.GET, Reference.NEWEST_FIRST))] if to else []
    found = leading(asked, request.user, size=PER_PAGE)
    context = {
        "page": page,
        "kind": kind,
        "heading": HEADINGS[kind],
        "leading": found[0] if found else None,
        "next": f"?kind={kind}&cursor={found[0].after}" if found and found[0].after else "",
        "others": [(name, HEADINGS[name]) for name in targets(page) if name != kind],
        "site_url": settings.SITE_URL,
    }
    template = "front/_backlink_rows.html" if request.GET.get("part") == "1" else "front/backlinks.html"
    return render(request, template, context)
