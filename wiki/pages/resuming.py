"""Where a form begins: from the page as it is, from an older revision, or from what its writer never saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from wiki.lib.conflicts import in_text, real
from wiki.lib.versions import number
from wiki.pages.forms import laid_out, opened
from wiki.pages.models import Draft, Page

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

MOST = 20


def beginning(request: HttpRequest, page: Page | None) -> dict[str, Any]:
    """What the form that is asked for begins with."""
    now = opened(page) if page else {}
    if request.method != "GET":
        return now
    if draft := chosen(request, page):
        return {**now, **draft.fields, "version": draft.base, "draft": draft.pk}
    asked = number(request.GET.get("revision", "")) if page else None
    if page and asked:
        rows = page.revisions.filter(text_suppressed=False)
        revision = get_object_or_404(rows, number=asked)
        return now | laid_out(revision.content) | {"version": revision.number}
    return now


def offered(request: HttpRequest, page: Page | None) -> dict[str, Any]:
    """The other drafts that the writer has of this, and how the one that the form shows differs from the page."""
    if request.method != "GET":
        return {}
    draft = chosen(request, page)
    others = [one for one in drafts(request, page)[:MOST] if one != draft and differs(one, page)]
    saved = page.latest.body if page else ""
    found = real([in_text("Text", saved, draft.fields.get("body", ""))]) if draft else []
    return {"drafts": others, "draft": draft, "differences": found, "asked": request.GET.get("revision", "")}


def drafts(request: HttpRequest, page: Page | None) -> QuerySet[Draft]:
    """What the asker began to write of this page, or of pages that are not there yet."""
    return Draft.objects.of(request.user, page.pk if page else None)


def chosen(request: HttpRequest, page: Page | None) -> Draft | None:
    """The draft that the address asks for; 404 where there is no such one of the asker's."""
    asked = number(request.GET.get("draft", ""))
    return get_object_or_404(drafts(request, page), pk=asked) if asked else None


def differs(draft: Draft, page: Page | None) -> bool:
    """Whether a draft says anything that the page does not."""
    now = opened(page) if page else {}
    return any(draft.fields.get(name, "").strip() != str(now.get(name, "")).strip() for name in ("title", "body"))
