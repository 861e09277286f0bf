"""Readers, and what they say by the door of admission."""

from __future__ import annotations

from itertools import count
from typing import Any

from tests import make
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.moderation.admission import admit, admit_edit
from wiki.moderation.models import Case
from wiki.moderation.said import Facts

numbers = count(1)


def facts(**told: Any) -> Facts:
    """How a form was sent by somebody who took a minute over it."""
    usual: dict[str, Any] = {"address": "192.0.2.1", "agent": "A browser", "seconds": 60.0, "trap": ""}
    return Facts(**(usual | told))


def reader(**fields: Any) -> Author:
    """A reader of whom nothing was let through yet."""
    return make.author(listed=False, user=make.user(), **fields)


def known(**fields: Any) -> Author:
    """A reader of whom something was let through."""
    author = reader(**fields)
    make.comment(author)
    return author


def host() -> Comment:
    """Something that can be answered."""
    return make.comment(make.author())


def say(author: Author, body: str = "", *, to: Any = None, **told: Any) -> Comment:
    """Let somebody say this in answer to something."""
    said = body or f"Remark {next(numbers)}."
    comment = admit(to or host(), author, said, actor=make.account(author), facts=facts(**told))
    return Comment.objects.get(pk=comment.pk)


def edit(comment: Comment, body: str, **told: Any) -> Comment:
    """Let its author change a comment."""
    current = Comment.objects.select_related("author__user").get(pk=comment.pk)
    admit_edit(current, body, actor=make.account(current.author), version=current.version, facts=facts(**told))
    return Comment.objects.get(pk=comment.pk)


def case(comment: Comment) -> Case:
    """The open case of a comment."""
    return Case.objects.open().get(comment=comment)


def reasons(comment: Comment) -> dict[str, int]:
    """By the rules that speak against a comment, how much."""
    return {reason["rule"]: reason["points"] for reason in case(comment).reasons}
