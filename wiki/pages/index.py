"""The wiki's own lists of pages: by title and by tag. Who writes here finds drafts in them, and nobody else does."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.authors.access import may_write
from wiki.lib.caching import shared
from wiki.pages.by_title import beginning, lettered, stretch
from wiki.pages.models import Page, Tag
from wiki.pages.reading import read

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

A_PART = 200
A_PART_OF_TAGS = 500
RECENT = 8
#: The page of this key stands above the list of all.
START = "start"
#: The address of the page that the manual begins with.
MANUAL = "manual-contents"
LISTED = ("title", "slug", "key", "state", "deleted_at")


@shared
@require_safe
def wiki(request: HttpRequest) -> HttpResponse:
    """Every page by title, from the key `from` on; at the beginning, what to read first and what was changed last."""
    start = beginning(request)
    found = stretch(Page.objects.listed_to(request.user).only(*LISTED), start, A_PART)
    context = {
        "part": found,
        "groups": lettered(found.rows),
        "letters": ascii_lowercase if found.before is not None or found.after is not None else "",
        "start": start,
        "writes": may_write(request.user),
        "site_url": settings.SITE_URL,
    }
    return render(request, "pages/wiki.html", context if start else context | opening(request.user))


def opening(viewer: Viewer) -> dict[str, Any]:
    """What stands above the list where it begins."""
    recent = Page.objects.listed().order_by("-changed_at", "-id").only("title", "slug", "changed_at")
    page = Page.objects.listed().filter(key=START).whole().order_by("key").first()
    return {
        "recent": recent[:RECENT],
        "first": page,
        "reading": read(page, page.latest, viewer) if page else None,
        "manual": Page.objects.published().filter(slug=MANUAL).order_by("slug").first(),
    }


@shared
@require_safe
def tags(request: HttpRequest) -> HttpResponse:
    """Every tag, and how many pages have it."""
    start = beginning(request)
    rows = Tag.objects.filter(page__in=Page.objects.listed_to(request.user))
    counted = rows.values("key").annotate(label=Min("label"), pages=Count("pk"))
    named: QuerySet[Tag, Any] = counted.values_list("key", "label", "pages", named=True)
    found = stretch(named, start, A_PART_OF_TAGS)
    return render(request, "pages/tags.html", {"part": found, "start": start})


@shared
@require_safe
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    """The pages with a tag, by title; 404 where the asker may read none."""
    start, pages = beginning(request), Page.objects.listed_to(request.user)
    labels = Tag.objects.filter(key=tag, page__in=pages).values_list("label", flat=True)
    label = labels.order_by("label").first()
    if label is None:
        raise Http404
    found = stretch(pages.filter(tags__key=tag).only(*LISTED), start, A_PART)
    context = {
        "key": tag,
        "label": label,
        "part": found,
        "start": start,
        "public": not may_write(request.user) or Page.objects.listed().filter(tags__key=tag).exists(),
        "site_url": settings.SITE_URL,
    }
    return render(request, "pages/tag.html", context)
