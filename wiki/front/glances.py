"""What a link leads to, at a glance: a title and a first paragraph, fetched while a pointer rests on the link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wiki.comments.models import Comment
from wiki.lib.caching import shared
from wiki.lib.robots import unindexed
from wiki.links.painting import Text, paint
from wiki.markup.leads import bare, lead
from wiki.markup.plain import plain
from wiki.pages.finding import page_at
from wiki.works.models import SelectedWork

#: A first paragraph of more than so many characters of HTML is shown as plain words, and not all of them.
LONGEST = 4000


def glance(request: HttpRequest, title: str, text: Text, *, about: str = "") -> HttpResponse:
    """A title, a line about it, and the first paragraph as this reader sees it."""
    painted = paint([text._replace(html=lead(text.html))], request.user)[0]
    words = bare(painted.html)
    shown = {"lead": words} if len(words) <= LONGEST else {"words": plain(words)}
    return render(request, "front/_glance.html", {"title": title, "about": about} | shown)


@shared
@unindexed
@require_safe
def page_glance(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the wiki at a glance."""
    page = page_at(request, slug)
    text = Text(page.latest.html, "page", page.pk, page.get_absolute_url())
    return glance(request, page.title, text, about="" if page.is_published else "Draft")


@shared
@unindexed
@require_safe
def comment_glance(request: HttpRequest, public_id: str) -> HttpResponse:
    """A published comment at a glance."""
    comment = get_object_or_404(Comment.objects.published().in_context(), public_id=public_id)
    text = Text(comment.html, "comment", comment.public_id, comment.get_absolute_url())
    about = f"Comment on {comment.about}" if comment.about else "Comment"
    return glance(request, comment.author.name, text, about=about)


@shared
@unindexed
@require_safe
def work_glance(request: HttpRequest, slug: str) -> HttpResponse:
    """A selected work at a glance."""
    work = get_object_or_404(SelectedWork.objects.shown([slug]).select_related("author"))
    text = Text(work.abstract_html, "work", work.slug, work.get_absolute_url())
    return glance(request, work.title, text, about=", ".join(filter(None, [work.kind, work.venue, work.year])))
