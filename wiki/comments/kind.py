"""What the mechanisms below may know of comments."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from wiki.comments.models import Comment
from wiki.comments.withdrawing import follow
from wiki.lib.kinds import Kind, Mention, News, holds
from wiki.links.shown import show

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

#: What is told of a comment where the whole of it is not.
SHORT = (
    *("public_id", "excerpt", "on_title", "author__name", "author__listed", "author__double"),
    *("thread__public_id", "thread__on_title", "page__title", "work__title"),
)


def holding(words: Sequence[str], _viewer: Viewer) -> Iterator[Mention]:
    """Published comments."""
    for comment in Comment.objects.published().filter(holds("body", words)).only("public_id", "excerpt", "body"):
        yield Mention(f"Comment: {comment}", comment.get_absolute_url(), comment.body)


def news(keys: Collection[int], viewer: Viewer, *, whole: bool) -> dict[int, News]:
    """Published comments, by number."""
    rows = Comment.objects.published().filter(pk__in=keys).select_related("author", "page", "work", "thread")
    found = list(rows if whole else rows.only(*SHORT))
    if whole:
        show(found, viewer)
    return {comment.pk: told(comment, whole=whole) for comment in found}


def told(comment: Comment, *, whole: bool) -> News:
    """What there is to tell of a comment, which is painted where the whole of it is."""
    first = comment.thread or comment
    about = str(comment.host) if comment.host else first.on_title
    text, html = (comment.body, comment.painted) if whole else (comment.excerpt, "")
    return News(comment.author.by_line, about, comment.get_absolute_url(), first.get_absolute_url(), text, html)


KIND = Kind("comment", holding, news, follow)
