"""Somebody has become an author, or another one: what their account voted on those comments counts no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save

from wiki.authors.models import Author
from wiki.votes.merging import disown

if TYPE_CHECKING:
    from accounts.models import User

UID = "wiki.comments.hearing"


def hear() -> None:
    """From now on nobody's votes count on what has become their own."""
    post_save.connect(own, sender=Author, dispatch_uid=UID)


def own(*, instance: Author, **_told: Any) -> None:
    """Inside the transaction that saves the author."""
    user: User | None = instance.user
    if user:
        disown(user)
