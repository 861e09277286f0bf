"""What links may know of comments."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from wiki.comments.models import Comment
from wiki.links.linkable import Linkable, Thing

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

SHOWN = ("public_id", "on_title", "posted_at", "author__name", "page__title", "work__title")


def found(keys: Collection[str], _viewer: Viewer, *, whole: bool) -> dict[str, Thing]:
    """Published comments by their public ids."""
    return {comment.public_id: thing(comment, whole=whole) for comment in rows("public_id", keys, whole=whole)}


def named(keys: Collection[int], _viewer: Viewer, *, whole: bool) -> dict[int, Thing]:
    """Published comments by number."""
    return {comment.pk: thing(comment, whole=whole) for comment in rows("pk", keys, whole=whole)}


def rows(column: str, keys: Collection[Any], *, whole: bool) -> list[Comment]:
    """Published comments whose column has one of these keys."""
    if not keys:
        return []
    comments = Comment.objects.published().filter(**{f"{column}__in": keys}).select_related("author", "page", "work")
    return list(comments.only(*SHOWN, *(["html"] if whole else [])))


def thing(comment: Comment, *, whole: bool) -> Thing:
    """A comment as links and embeds show it."""
    by = comment.author.name
    return Thing(
        *("comment", comment.public_id, f"{by} on {comment.about}" if comment.about else f"Comment by {by}"),
        url=comment.get_absolute_url(),
        credit=f"{by}, {said(comment)}",
        html=comment.html if whole else "",
    )


def said(comment: Comment) -> str:
    """The day on which it was said."""
    posted = comment.posted_at
    return f"{posted.day} {posted:%B %Y}" if posted else "undated"


LINKABLE = Linkable("comment", found, named)
