"""The texts that a comment has had, and what each changed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from wiki.comments.models import Comment
from wiki.lib.diffs import Run, diff


class Text(NamedTuple):
    """What a comment said from some moment on."""

    number: int
    body: str
    written_at: datetime | None


class Change(NamedTuple):
    """A text, and how it differs from the one before; nothing where it is the first."""

    text: Text
    runs: list[Run]


def texts(comment: Comment) -> list[Text]:
    """Every text of a comment, the oldest first, the present one last."""
    earlier = [Text(row.number, row.body, row.written_at) for row in comment.versions.order_by("number")]
    return [*earlier, Text(comment.version, comment.body, comment.edited_at or comment.posted_at)]


def changes(texts: list[Text]) -> list[Change]:
    """Each text with what it changed, the newest first."""
    pairs = zip(texts, [None, *texts], strict=False)
    return [Change(text, diff(before.body, text.body) if before else []) for text, before in pairs][::-1]
