"""How much a reader may say at once: nobody reads as fast as a machine writes."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.moderation.admission import is_exempt

#: Replies of one reader within so long a time, whatever became of them.
MOST = 10
SPAN = timedelta(minutes=10)


class HastyError(Exception):
    """Somebody said very much in a short time, and is asked to wait."""


def refuse_haste(author: Author) -> None:
    """Raise HastyError where a reader whom nobody has trusted yet said a great deal just now."""
    if author.listed or author.pk is None:
        return
    recent = Comment.objects.filter(author=author, posted_at__gt=timezone.now() - SPAN)[:MOST]
    if len(recent.values_list("pk")) >= MOST and not is_exempt(author):
        raise HastyError
