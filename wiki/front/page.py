"""A page of the wiki as it is read: what is known, what is thought of it, and what leads here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.authors.access import may_write
from wiki.front.discussion import discussed
from wiki.front.leading_here import to_page
from wiki.lib.caching import shared
from wiki.pages.finding import former_title, page_at
from wiki.pages.models import Page
from wiki.pages.reading import read


@shared
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the wiki with its discussion; `part=1` gives a part of that alone.

    With `from`, an address that it once had, it says what it was called then.
    """
    found = page_at(request, slug, **{"from": slug})
    discussion = {} if found.shipped else discussed(request, found)
    if discussion and request.GET.get("part") == "1":
        return render(request, "front/_replies.html", discussion)
    came_from = request.GET.get("from", "")
    context = discussion | {
        "page": found,
        "revision": found.latest,
        "content": found.latest.content,
        "reading": read(found, found.latest, request.user),
        "moved_from": former_title(found, came_from, request.user) if came_from else "",
        "leading_here": to_page(found, request.user),
        "site_url": settings.SITE_URL,
    }
    return render(request, "front/page.html", context | of_writer(request, found))


def of_writer(request: HttpRequest, page: Page) -> dict[str, Any]:
    """What the page offers to those who write here."""
    return {"writes": may_write(request.user), "may_edit": page.may_edit(request.user)}
