"""Screens that join several concepts."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.front.contributions import edits_part
from wiki.front.discussion import votes_on
from wiki.front.listing import asked, comments_part
from wiki.lib.caching import shared
from wiki.links.shown import show
from wiki.works.models import SelectedWork


@shared
@require_safe
def profile(request: HttpRequest, slug: str = "") -> HttpResponse:
    """An author's page: who they are, selected work, a part of their edits and of their comments.

    `part=1` gives the part of the comments alone, `part=edits` that of the edits.
    """
    authors = Author.objects.people().for_profile()
    author = authors.filter(slug=slug).alone() if slug else authors.primary()
    if author is None:
        return nobody_yet(request, slug)
    if request.GET.get("part") == "edits":
        return render(request, "front/_contributions.html", {"edits": edits_part(author, request.GET)})
    listing = comments_part(author, asked(request.GET))
    context = {"author": author, "listing": listing} | of_reader(request, author, listing.part.rows)
    if request.GET.get("part") == "1":
        show(listing.part.rows, request.user)
        return render(request, "front/_comments.html", context)
    works = list(SelectedWork.objects.for_profile(author))
    show([author, *works, *listing.part.rows], request.user)
    context |= {"works": works, "edits": edits_part(author, request.GET), "site_url": settings.SITE_URL}
    return render(request, "front/profile.html", context)


def nobody_yet(request: HttpRequest, slug: str) -> HttpResponse:
    """What the first page says before there is an author; any other author's page is not found."""
    if slug:
        raise Http404
    return render(request, "front/nobody_yet.html")


def of_reader(request: HttpRequest, author: Author, comments: list[Comment]) -> dict[str, Any]:
    """Whether the page is the asker's own and, for somebody signed in, their votes; a visitor's are asked for later."""
    own = request.user.is_authenticated and author.user_id == request.user.pk
    return {"own": own, "own_votes": votes_on(request, [comment.pk for comment in comments])}


@shared
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers are asked to leave alone."""
    return HttpResponse(
        "User-agent: *\nDisallow: /account/\nDisallow: /admin/\nDisallow: /votes/\n",
        content_type="text/plain; charset=utf-8",
    )


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks for the icon by its old address."""
    return redirect(static("favicon.svg"))
