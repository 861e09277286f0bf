"""Saying something in answer: on a page or a work, or to another comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.db import transaction
from django.utils import timezone

from wiki.authors.leaving import hold
from wiki.authors.models import AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.moving import hold_host
from wiki.comments.states import STANDING, State, place_of
from wiki.comments.telling import announce
from wiki.comments.votes import CommentTally
from wiki.links.recording import record_new
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.authors.models import Author

Target: TypeAlias = Page | SelectedWork | Comment


class UnanswerableError(Exception):
    """What somebody answers is gone, hidden, or closed to answers, or they are gone: which of these, nobody is told."""


@transaction.atomic
def answer(
    to: Target, author: Author, body: str, *, actor: User, state: State = State.PUBLISHED, form_key: str = ""
) -> Comment:
    """Say this in answer. Raises UnanswerableError, MarkupError, or IntegrityError where this form said it before."""
    now = timezone.now()
    comment = Comment(author=author, body=body, posted_at=now, place=place_of(now), form_key=form_key, **spot(to))
    comment.state = state if hold_host(comment) or state not in STANDING else State.AWAY
    refuse_closed(comment)
    if not hold(author):
        raise UnanswerableError
    comment.render()
    comment.save(force_insert=True)
    CommentTally.of(comment).save(force_insert=True)
    record_new("comment", [comment.mentioning])
    comment.note("written", actor, before={}, after={"version": 1, "state": comment.state})
    if comment.is_published:
        AuthorTotals.add_comments(author.pk, 1)
    announce(comment)
    return comment


def spot(to: Target) -> dict[str, Page | SelectedWork | Comment | None]:
    """Where an answer to this stands."""
    if isinstance(to, Page):
        return {"page": to}
    if isinstance(to, SelectedWork):
        return {"work": to}
    return {"parent": to, "thread": to.thread or to, "page": to.page, "work": to.work}


def refuse_closed(comment: Comment) -> None:
    """Raise UnanswerableError where what it answers takes no answers; that stays so until the transaction ends."""
    host = comment.host
    if host and type(host)._default_manager.filter(pk=host.pk, replies_closed=True).exists():
        raise UnanswerableError
    if comment.parent_id:
        open_ = Comment.objects.locked().filter(pk=comment.parent_id, state__in=STANDING, closed_at=None)
        if not open_.exists():
            raise UnanswerableError
