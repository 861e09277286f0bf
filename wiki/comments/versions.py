"""The texts that a comment has had."""

from __future__ import annotations

from wiki.comments.models import Comment
from wiki.comments.texts import CommentVersion, as_version
from wiki.lib.versions import A_PART, Change, Text, changes


def text(version: CommentVersion) -> Text:
    """What a comment said, as it is shown."""
    return Text(version.number, version.body, version.written_at, f"{version.on_title} {version.on_url}".strip())


def earlier(comment: Comment, most: int, before: int | None = None) -> list[Text]:
    """The last of a comment's earlier texts, or the last before a version, the newest first."""
    kept = comment.versions.order_by("-number")
    return [text(row) for row in (kept if before is None else kept.filter(number__lt=before))[:most]]


def part(comment: Comment, before: int | None) -> tuple[list[Change], int | None]:
    """A page of a comment's texts, each with what it changed, the newest first; and where the next page begins."""
    present = [text(as_version(comment))] if before is None else []
    found = changes([*present, *earlier(comment, A_PART + 1, before)][: A_PART + 1][::-1])
    shown = found[:A_PART]
    return shown, shown[-1].text.number if len(found) > A_PART else None
