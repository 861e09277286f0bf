"""Which comments are counted of an author."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef

from wiki.comments.models import Comment

if TYPE_CHECKING:
    from django.db.models import QuerySet


def own() -> QuerySet[Comment, Any]:
    """Of the author who is OuterRef("pk"), the comments that everyone may read."""
    return Comment.objects.published().filter(author=OuterRef("pk")).values("author")
