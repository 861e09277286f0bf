"""What stands above a comment's Markdown in a file of it, under the names that an archive uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wiki.comments.models import Comment
from wiki.comments.texts import ASSESSED

if TYPE_CHECKING:
    from datetime import datetime


def comment_fields(comment: Comment) -> dict[str, Any]:
    """What everyone may know of it; where nobody knows when it was posted, what it stands between says so."""
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
