"""Texts as they were written: Markdown with front matter, under the names that an archive uses."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wiki.comments.models import Comment
from wiki.comments.sources import comment_fields
from wiki.lib.caching import shared
from wiki.lib.front_matter import markdown
from wiki.lib.robots import unindexed
from wiki.pages.finding import page_at
from wiki.pages.sources import page_fields
from wiki.works.models import SelectedWork
from wiki.works.sources import work_fields


@shared
@unindexed
@require_safe
def page_source(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the wiki, as far as its asker may read it."""
    page = page_at(request, slug)
    return markdown(page_fields(page, page.latest), page.latest.body)


@shared
@unindexed
@require_safe
def comment_source(request: HttpRequest, public_id: str) -> HttpResponse:
    """A published comment."""
    comment = get_object_or_404(Comment.objects.published().in_context(), public_id=public_id)
    return markdown(comment_fields(comment), comment.body)


@shared
@unindexed
@require_safe
def work_source(request: HttpRequest, slug: str) -> HttpResponse:
    """A selected work, with its abstract as the text."""
    work = get_object_or_404(SelectedWork.objects.shown([slug]))
    return markdown(work_fields(work), work.abstract)
