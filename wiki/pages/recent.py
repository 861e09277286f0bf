"""What was changed last, on every page or by one author."""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.validators import slug_unicode_re
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wiki.authors.models import Author
from wiki.lib.caching import shared
from wiki.lib.paging import asked, part
from wiki.pages.changes import changes, signed
from wiki.pages.models import Revision

A_PART = 50


@shared
@require_safe
def recent(request: HttpRequest) -> HttpResponse:
    """What everyone is told of, the newest first; `by` one author, and without what is minor where `minor=0`."""
    author = author_of(request.GET.get("by", ""))
    with_minor = request.GET.get("minor") != "0"
    rows = signed(changes() if author is None else changes().filter(editor=author))
    rows = rows if with_minor else rows.filter(minor__in=[False])
    found = part(rows, Revision.NEWEST_FIRST, asked(request.GET, Revision.NEWEST_FIRST), A_PART)
    by, minor = {"by": author.slug} if author else {}, {} if with_minor else {"minor": "0"}
    context = {
        "part": found,
        "author": author,
        "with_minor": with_minor,
        "other": query(by | ({"minor": "0"} if with_minor else {})),
        "everyone": query(minor),
        "before": query(by | minor | {"cursor": str(found.before)}) if found.before else "",
        "after": query(by | minor | {"cursor": str(found.after)}) if found.after else "",
        "deep": "cursor" in request.GET,
    }
    return render(request, "pages/recent.html", context)


def author_of(slug: str) -> Author | None:
    """The author whose changes alone are asked for, if any; 404 where there is nobody of that name."""
    if slug and not slug_unicode_re.fullmatch(slug):
        raise Http404
    return get_object_or_404(Author.objects.people(), slug=slug) if slug else None


def query(told: dict[str, str]) -> str:
    """The rest of an address that asks so."""
    return f"?{urlencode(told)}" if told else "./"
