"""Flag comments in tests, and people who are blocked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.utils import timezone

from tests import make
from tests.comments.voting import PAGE, browser
from wiki.comments.models import Comment
from wiki.moderation.models import Case, Person

if TYPE_CHECKING:
    from wiki.authors.models import Author


def reader(**fields: Any) -> Author:
    """Somebody who reads and answers here, with an account."""
    given: dict[str, Any] = {"listed": False, "user": make.user()}
    return make.author(**given | fields)


def reply(**fields: Any) -> Comment:
    """What a reader said, which everyone may read."""
    return make.comment(fields.pop("author", None) or reader(), **fields)


def at(comment: Comment) -> str:
    """Where it is flagged."""
    return f"/comments/{comment.public_id}/flag/"


def flag(comment: Comment, client: Client | None = None, *, accept: str = PAGE, **said: Any) -> Any:
    """Send the form, from a browser and network that nobody knows yet unless one is given."""
    comment.refresh_from_db()
    told = {"complaint": "spam", "version": comment.version} | said
    return (client or browser()).post(at(comment), told, headers={"accept": accept})


def flag_often(comment: Comment, times: int, **said: Any) -> None:
    """Let so many browsers in so many networks flag it."""
    for _ in range(times):
        assert flag(comment, **said).status_code == 200


def state(comment: Comment) -> str:
    """Who may read it now."""
    return Comment.objects.get(pk=comment.pk).state


def waiting(comment: Comment) -> Case:
    """Its open case."""
    return Case.objects.open().get(comment=comment)


def blocked(author: Author, *, told: str = "Three insults in a day.", days: int | None = 3) -> Author:
    """The same reader, who may say nothing for so many days, or for good."""
    now = timezone.now()
    until = now + timedelta(days=days) if days is not None else None
    Person.objects.create(author=author, blocked_at=now, blocked_until=until, told=told)
    return author


def signed_in(author: Author) -> Client:
    """Their browser."""
    client = browser()
    client.force_login(make.account(author))
    return client
