"""A selected work on its own page: what it is, where to find it, and what speaks of it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wiki.front.discussion import discussed
from wiki.front.leading_here import to_work
from wiki.lib.caching import shared
from wiki.links.painting import Text, paint
from wiki.markup.leads import bare, lead
from wiki.markup.plain import plain
from wiki.works.models import SelectedWork


@shared
@require_safe
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """A work that is on its author's page, with its discussion; `part=1` gives a part of that alone."""
    found = get_object_or_404(SelectedWork.objects.shown([slug]).select_related("author", "entry"))
    discussion = discussed(request, found)
    if request.GET.get("part") == "1":
        return render(request, "front/_replies.html", discussion)
    painted = paint([Text(found.abstract_html, "work", found.slug, found.get_absolute_url())], request.user)[0]
    context = discussion | {
        "work": found,
        "author": found.author,
        "painted": painted,
        "summary": plain(bare(lead(painted.html))),
        "leading_here": to_work(found, request.user, request.GET),
        "own": request.user.is_authenticated and found.author.user_id == request.user.pk,
        "site_url": settings.SITE_URL,
    }
    return render(request, "front/work.html", context)
