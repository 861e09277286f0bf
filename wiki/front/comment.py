"""A comment on its own page: what it answers above it, what answers it beneath, and what speaks of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from wiki.authors.access import may_write
from wiki.comments.models import Comment
from wiki.comments.voting import before_edit
from wiki.front.discussion import discussed
from wiki.front.leading_here import to_comment
from wiki.lib.caching import shared
from wiki.links.painting import Text, paint
from wiki.links.shown import show
from wiki.pages.reading import leading


@shared
@require_safe
def comment(request: HttpRequest, public_id: str) -> HttpResponse:
    """One comment in its discussion; `part=1` gives a part of its replies alone.

    404 for who may not read it, or what it stands on, as where there is none.
    """
    found = get_object_or_404(Comment.objects.visible_to(request.user).in_context(), public_id=public_id)
    discussion = discussed(request, found)
    if request.GET.get("part") == "1":
        return render(request, "front/_replies.html", discussion)
    show([found], request.user)
    context: dict[str, Any] = discussion | {"comment": found, "author": found.author, "site_url": settings.SITE_URL}
    context |= {"before_edit": before_edit(found), "heir": heir(request, found)}
    context["leading_here"] = to_comment(found, request.user, request.GET)
    return render(request, "front/comment.html", context | of_reader(request, found))


def heir(request: HttpRequest, comment: Comment) -> str:
    """A link to what it gives way to, or nothing."""
    if not comment.superseded_by:
        return ""
    written = leading(comment.superseded_by)
    return paint([Text(written, "comment", comment.public_id, comment.get_absolute_url())], request.user)[0].html


def of_reader(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """Whether it is the asker's own, and whether they write here."""
    own = request.user.is_authenticated and comment.author.user_id == request.user.pk
    return {"own": own, "writes": may_write(request.user)}
