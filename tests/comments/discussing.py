"""Discussions for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from tests import make
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.comments.trees import Node

Subject: TypeAlias = Page | SelectedWork | Comment


def spot(to: Subject) -> dict[str, Any]:
    """Where an answer to this stands."""
    if isinstance(to, Comment):
        return {"parent": to, "page": to.page, "work": to.work}
    return {"page": to} if isinstance(to, Page) else {"work": to}


def reply(to: Subject, author: Author | None = None, **fields: Any) -> Comment:
    """An answer to this, by somebody who is not listed unless it is said by whom."""
    return make.comment(author or make.author(listed=False), **spot(to), **fields)


def chain(to: Subject, how_many: int) -> list[Comment]:
    """Answers, each to the one before it."""
    found: list[Comment] = []
    for _ in range(how_many):
        found.append(reply(found[-1] if found else to))
    return found


def crowd(to: Subject, how_many: int, *, deep: bool = False) -> list[Comment]:
    """Very many answers of one rendered text, all to this or, if it is to be deep, each to the one before it."""
    first = reply(to)
    rows = [
        Comment(author=first.author, body=first.body, html=first.html, place=first.place + number, **spot(to))
        for number in range(1, how_many)
    ]
    for row in rows:
        row.thread = first.thread
    Comment.objects.bulk_create(rows, batch_size=1000)
    if deep:
        for above, row in zip([first, *rows], rows, strict=False):
            row.parent, row.thread = above, first.thread or first
        Comment.objects.bulk_update(rows, ["parent", "thread"], batch_size=500)
    CommentTally.objects.bulk_create([CommentTally.of(row) for row in rows], batch_size=1000)
    return [first, *rows]


def drawn(nodes: list[Node], names: dict[int, str]) -> str:
    """A discussion as text: each comment by its name, a dash for one that was removed, replies in brackets."""
    return " ".join(
        ("-" if node.comment is None else names[node.row.pk])
        + ("…" if node.continued else "")
        + (f"+{node.rest}" if node.rest else "")
        + (f"({drawn(node.replies, names)})" if node.replies else "")
        for node in nodes
    )
