"""What stands above a page's Markdown in a file of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wiki.lib.caching import shared
from wiki.lib.front_matter import markdown
from wiki.lib.robots import unindexed
from wiki.lib.throttling import strangers_throttled
from wiki.pages.finding import page_at
from wiki.pages.history import A_MINUTE, legible
from wiki.pages.models import Page, Revision, State


@strangers_throttled(A_MINUTE)
@shared
@unindexed
@require_safe
def revision_source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a page once said; 404 where its asker may not read that, or nobody may any more."""
    page = page_at(request, slug)
    revision = legible(page, request, number)
    return markdown(page_fields(page, revision) | circumstances(revision), revision.body)


def page_fields(page: Page, revision: Revision) -> dict[str, Any]:
    """A revision's head, under the names that an archive uses."""
    state = State.DRAFT if page.state == State.DRAFT else ""
    return {"title": revision.title, "state": str(state), **revision.content.head} | {
        "changed": revision.written_at.isoformat()
    }


def circumstances(revision: Revision) -> dict[str, Any]:
    """By whom and how a revision came to be, as far as anybody may know."""
    return {
        "editor": "" if revision.editor_suppressed else revision.editor.slug,
        "summary": "" if revision.summary_suppressed else revision.summary,
        "minor": "true" if revision.minor else "",
    }
