"""Feeds of what is changed in the wiki; they tell nobody more than a stranger may know."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from wiki.feeds.atom import feed
from wiki.feeds.entries import latest
from wiki.lib.caching import shared
from wiki.lib.throttling import strangers_throttled
from wiki.pages.finding import page_at
from wiki.pages.models import Page, Revision, Tag

#: Feeds, in which up to twenty texts are compared, that a stranger may ask for in a minute.
A_MINUTE = 60


@strangers_throttled(A_MINUTE)
@shared
@require_safe
def wiki(request: HttpRequest) -> HttpResponse:
    """The last changes of every page."""
    entries = latest(Revision.objects.all())
    return feed("wiki", "Changes of the wiki", url=reverse("pages:wiki"), own=reverse("feeds:wiki"), entries=entries)


@strangers_throttled(A_MINUTE)
@shared
@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    """The last changes of one page."""
    found = page_at(request, slug)
    if not found.is_published or found.shipped:
        raise Http404
    entries = latest(Revision.objects.filter(page=found))
    return feed(
        f"wiki/{found.pk}",
        f"Changes of {found.title}",
        url=found.get_absolute_url(),
        own=reverse("feeds:page", args=[slug]),
        entries=entries,
    )


@strangers_throttled(A_MINUTE)
@shared
@require_safe
def tag(request: HttpRequest, tag: str) -> HttpResponse:
    """The last changes of the pages that have a tag now; 404 where everyone may read none."""
    tagged = Tag.objects.filter(key=tag, page__in=Page.objects.listed())
    label = tagged.values_list("label", flat=True).order_by("label").first()
    if label is None:
        raise Http404
    return feed(
        f"wiki/tags/{tag}",
        f"Changes of pages with the tag {label}",
        url=reverse("pages:tag", args=[tag]),
        own=reverse("feeds:tag", args=[tag]),
        entries=latest(Revision.objects.filter(page__in=tagged.values("page"))),
    )
