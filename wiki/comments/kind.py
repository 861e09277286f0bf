"""What the mechanisms below may know of comments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from wiki.comments.models import Comment
from wiki.lib.kinds import Kind, Mention, holds

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def holding(words: Sequence[str], _viewer: Viewer) -> Iterator[Mention]:
    """Published comments."""
    for comment in Comment.objects.published().filter(holds("body", words)).only("public_id", "excerpt", "body"):
        yield Mention(f"Comment: {comment}", comment.get_absolute_url(), comment.body)


KIND = Kind("comments", holding)
