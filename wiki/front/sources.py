"""Texts as they were written: Markdown with front matter, under the names that an archive uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from wiki.comments.models import ASSESSED, Comment
from wiki.lib.caching import shared
from wiki.lib.front_matter import markdown
from wiki.lib.robots import unindexed
from wiki.pages.finding import page_at
from wiki.pages.sources import page_fields
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from datetime import datetime

#: What a file of a work says, in this order, where the work says it.
WORK = ("title", "kind", "authors", "venue", "year", "url", "doi", "arxiv", "pdf", "code", "slides", "bibtex")


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
    return markdown({name: getattr(work, name) for name in WORK}, work.abstract)


def comment_fields(comment: Comment) -> dict[str, Any]:
    """What stands above a comment's text; where nobody knows when it was posted, what it stands between says so."""
    return {
        "id": comment.public_id,
        "author": comment.author.slug,
        "posted": iso(comment.posted_at),
        "place": None if comment.posted_at else str(comment.place),
        "edited": iso(comment.edited_at),
        "retracted": iso(comment.retracted_at),
        **{name: getattr(comment, name) for name in ASSESSED},
        "parent": comment.published_parent.public_id if comment.published_parent else "",
        "on": said({"title": comment.on_title, "url": comment.on_url}),
        "context": said(
            {
                "author": comment.context_author,
                "excerpt": comment.context_excerpt,
                "permalink": comment.context_permalink,
                "score": number(comment.context_score),
                "agreement": number(comment.context_agreement),
            }
        ),
    }


def said(fields: dict[str, str]) -> dict[str, str]:
    """Those of the fields that say something."""
    return {name: value for name, value in fields.items() if value}


def number(value: int | None) -> str:
    """A whole number in words that can be read again, or nothing."""
    return "" if value is None else str(value)


def iso(when: datetime | None) -> str:
    """A moment in words that can be read again, or nothing."""
    return when.isoformat() if when else ""
