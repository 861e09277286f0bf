"""Closing a part of a thread to answers: a comment with all that stands below it, and opening just that again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.expressions import RawSQL

from wiki.comments.models import Comment
from wiki.comments.moving import part_of
from wiki.comments.querysets import CommentQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

BELOW = f"""
WITH RECURSIVE below (id) AS (
    SELECT CAST(%s AS bigint)
    UNION SELECT reply.id FROM "{Comment._meta.db_table}" reply JOIN below ON reply.parent_id = below.id
) SELECT id FROM below
"""  # noqa: S608


def below(comment: Comment) -> CommentQuerySet:
    """A comment and all that stands below it, in whatever state; one query however deep that goes."""
    return Comment.objects.filter(pk__in=RawSQL(BELOW, [comment.pk]))  # noqa: S611


@transaction.atomic
def close(comment: Comment, *, actor: User | AnonymousUser, reason: str = "", decision: int | None = None) -> bool:
    """Take no more answers to it nor to anything below it; nothing happens where that is so already.

    Once this has returned nothing below is open, whoever was answering meanwhile.
    """
    if not Comment.objects.locked().filter(pk=comment.pk, closed_at=None).exists():
        return False
    count = 0
    # Who answers holds what they answer. So whatever the last round found closed takes nothing new, and what came
    # while an earlier one waited for it is found by the next.
    while closed := close_round(comment):
        count += closed
    comment.closed_at_id = comment.pk
    after = {"closed": True, "count": count, **part_of(decision)}
    comment.note("closed to answers", actor, before={"closed": False}, after=after, reason=reason)
    return True


def close_round(comment: Comment) -> int:
    """Close what is open of it now; says how many that were."""
    found = Comment.objects.locked().filter(pk__in=below(comment), closed_at=None).order_by("pk")
    return below(comment).filter(closed_at=None).update(closed_at=comment.pk) if found else 0


@transaction.atomic
def reopen(comment: Comment, *, actor: User | AnonymousUser, reason: str = "", decision: int | None = None) -> bool:
    """Take answers again to just what was closed with it; nothing happens where it was not closed by itself."""
    closed = Comment.objects.filter(closed_at=comment.pk)
    if not list(closed.locked().order_by("pk").values_list("pk", flat=True)):
        return False
    count = closed.update(closed_at=None)
    comment.closed_at_id = None
    after = {"closed": False, "count": count, **part_of(decision)}
    comment.note("opened to answers", actor, before={"closed": True}, after=after, reason=reason)
    return True
