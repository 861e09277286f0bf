"""The page at an address, for whoever asks there; what a page was once called leads to it still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from wiki.authors.access import may_write
from wiki.lib.moved import MovedError
from wiki.links.keys import key
from wiki.pages.models import Page

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def page_at(request: HttpRequest, slug: str, **told: str) -> Page:
    """The page with its latest text and its editor; 404 where its asker may not read it, as where there is none.

    Who reads under a slug that it had is led to the same address under its present one, with `told` in the query
    (MovedError, which the middleware answers); what is posted there is taken there, so that nothing typed is lost.
    """
    page = get_object_or_404(Page.objects.visible_to(request.user).whole(), slugs__slug=slug)
    if page.slug == slug:
        return page
    if not former_title(page, slug, request.user):
        raise Http404
    if request.method in ("GET", "HEAD"):
        raise MovedError(present(request, page, told))
    return page


def former_title(page: Page, slug: str, viewer: Viewer) -> str:
    """What the page was called when this was its address, as far as this viewer may know; nothing if it never was.

    Strangers may know what a published revision said, nobody what is suppressed.
    """
    # No database takes a null character.
    row = None if "\0" in slug else page.slugs.filter(slug=slug).exclude(slug=page.slug).first()
    if row is None:
        return ""
    open_ones = page.revisions.open_to(writes=may_write(viewer)).filter(text_suppressed=False)
    titles = open_ones.order_by().values_list("title", flat=True).distinct()
    return row.title if key(row.title) in map(key, titles) else ""


def present(request: HttpRequest, page: Page, told: dict[str, str]) -> str:
    """The address that was asked for, under the slug that the page has now."""
    match, query = request.resolver_match, request.GET.copy()
    if match is None:
        return page.get_absolute_url()
    for name, value in told.items():
        query[name] = value
    address = reverse(match.view_name, args=match.args, kwargs=match.kwargs | {"slug": page.slug})
    return f"{address}?{query.urlencode()}" if query else address
