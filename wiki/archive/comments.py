"""A comment as a file: `comments/ID.md`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from wiki.archive.fields import Fields
from wiki.archive.front_matter import Document
from wiki.comments.models import Comment
from wiki.comments.states import State

PUBLIC_ID = re.compile(r"[A-Za-z0-9_-]{1,40}", re.ASCII)
# Half of what the column holds: room for what has no place of its own and hangs from one that has.
FARTHEST_PLACE = 2**62
# Likewise: room for the votes that are cast here.
MOST_CARRIED = 2**30
CARRIED = {"karma": -MOST_CARRIED, "karma_votes": 0, "agreement": -MOST_CARRIED, "agreement_votes": 0}
#: In what a comment can come here; a deleted one comes as one that waits, since nobody here has deleted it.
STATES = {"": State.PUBLISHED, "published": State.PUBLISHED, "pending": State.PENDING, "hidden": State.HIDDEN}
STATES |= {"spam": State.SPAM, "deleted": State.PENDING}
NAMES = (
    *("public_id", "body", "posted_at", "edited_at", "retracted_at", "on_title", "on_url"),
    *("context_author", "context_excerpt", "context_permalink", "context_score", "context_agreement"),
    *("status", "confidence", "superseded_by"),
    "extra",
)


def read_public_id(document: Document) -> str:
    """The id in the front matter, or the file's name where it gives none."""
    public_id = document.fields.get("id") or PurePosixPath(document.name).stem
    if not isinstance(public_id, str) or not PUBLIC_ID.fullmatch(public_id):
        raise document.error("id must be 1 to 40 letters, digits, hyphens or underscores. Add a line `id: …`.", "id")
    return public_id


def read_place(fields: Fields) -> int | None:
    """Where it stands among others, if an export has said so."""
    return fields.whole("place", smallest=-FARTHEST_PLACE, largest=FARTHEST_PLACE)


def read_state(document: Document) -> State:
    """Who may read it, where it is new here; what the site decides about it later stays."""
    fields = Fields(document)
    state = STATES.get(fields.line("state", 10))
    if state is None:
        raise fields.error("state", f"must be one of {', '.join(sorted(filter(None, STATES)))}.")
    return state


def read_comment(document: Document) -> dict[str, Any]:
    """What the file says, as values of the row's own fields; `author` and `parent` by their names, `place` apart."""
    fields = Fields(document)
    fields.take("id")
    fields.take("state")
    return {
        "public_id": read_public_id(document),
        "author": fields.line("author", 80),
        "parent": fields.line("parent", 40),
        "posted_at": fields.moment("posted"),
        "place": read_place(fields),
        "edited_at": fields.moment("edited"),
        "retracted_at": fields.moment("retracted"),
        **read_assessment(fields),
        **read_on(fields.inside("on")),
        **read_context(fields.inside("context")),
        **read_carried(fields),
        "body": read_body(fields),
        "extra": fields.rest(),
    }


def read_carried(fields: Fields) -> dict[str, int | None]:
    """How it was received before it came here."""
    return {
        f"carried_{name}": fields.whole(name, smallest=smallest, largest=MOST_CARRIED)
        for name, smallest in CARRIED.items()
    }


def read_body(fields: Fields) -> str:
    body = fields.body(Comment.LARGEST)
    if not body.strip():
        raise fields.document.error("The comment has no text below its front matter. Write it, or remove the file.")
    return body


def read_assessment(fields: Fields) -> dict[str, str]:
    """How far its author stands behind it; what is none of the words that there are stays as it was written."""
    longest = {"status": 20, "confidence": 40, "superseded_by": 200}
    return {name: fields.line(name, size) for name, size in longest.items()}


def read_on(fields: Fields) -> dict[str, Any]:
    """The page elsewhere under which it was said."""
    return {"on_title": fields.line("title", 300), "on_url": fields.address("url")}


def read_context(fields: Fields) -> dict[str, Any]:
    """What it answered there, and how that was received there."""
    return {
        "context_author": fields.line("author", 200),
        "context_excerpt": fields.text("excerpt", 5000),
        "context_permalink": fields.address("permalink"),
        "context_score": fields.whole("score"),
        "context_agreement": fields.whole("agreement"),
    }


def comment_fields(comment: Comment) -> dict[str, Any]:
    """What a file of this row would say, but for its place: the same shape as `read_comment` gives."""
    carried = {f"carried_{name}": getattr(comment.tally, f"carried_{name}") for name in CARRIED}
    return (
        {name: getattr(comment, name) for name in NAMES}
        | carried
        | {
            "author": comment.author.slug,
            "parent": comment.parent.public_id if comment.parent else "",
        }
    )


def fill_comment(comment: Comment, fields: dict[str, Any]) -> None:
    """Put the file's values into the row, but for author, parent and place; nothing is saved. Raises MarkupError."""
    for name in NAMES:
        setattr(comment, name, fields[name])
    comment.carried = {f"carried_{name}": fields[f"carried_{name}"] for name in CARRIED}
    comment.render()
