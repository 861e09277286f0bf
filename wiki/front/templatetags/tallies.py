"""How comments were received, as readers see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.comments.models import Comment
    from wiki.comments.voting import Mine

register = template.Library()


@register.filter
def figure(number: int) -> str:
    """A number with a true minus and its thousands apart."""
    return f"{number:,}".replace("-", "−")


@register.filter
def of(own_votes: Mapping[int, Mine] | None, comment: Comment) -> Mine | None:
    """The reader's own votes on a comment, where theirs are known."""
    return own_votes[comment.pk] if own_votes is not None else None


@register.filter
def is_own(comment: Comment, user: User | AnonymousUser) -> bool:
    """Whether a comment is somebody's own."""
    return user.is_authenticated and comment.author.user_id == user.pk


@register.filter
def is_votable(comment: Comment) -> bool:
    """Whether votes on it are taken; its tally says so without a look at the comment's state."""
    return settings.VOTING != "closed" and comment.tally.open


@register.filter
def votes_at_once(user: User | AnonymousUser) -> bool:
    """Whether a press is a vote; elsewhere it leads to a page that says what to do first."""
    return settings.VOTING == "anyone" or user.is_authenticated
