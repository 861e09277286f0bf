"""Who hears that something was said: whoever is answered by it, and whose it was said on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from wiki.comments.states import STANDING
from wiki.notices.telling import follow, tell
from wiki.pages.revisions import Revision

if TYPE_CHECKING:
    from wiki.comments.models import Comment


def announce(comment: Comment, *, anew: bool = True) -> None:
    """Inside the transaction that changes who may read a comment: tell those whom it concerns, once for each person.

    What is no longer open to everyone is taken back from them, and comes back with it. Not `anew`: who has never been
    told of it is not told now.
    """
    people = heard_by(comment) if anew and comment.state in STANDING else {}
    if people:
        tell("comment", comment.pk, people, public=comment.is_published)
    else:
        follow("comment", [comment.pk], public=comment.is_published)


def heard_by(comment: Comment) -> dict[int, str]:
    """By user, why they are told of a comment: it answers theirs, or is on something of theirs; nobody of their own.

    Who said something that does not stand any more is told of no answer to it.
    """
    found: dict[int | None, str] = {}
    if comment.work:
        found[comment.work.author.user_id] = "on yours"
    if comment.page_id:
        found |= dict.fromkeys(writers(comment.page_id), "on yours")
    if comment.thread and comment.thread.state in STANDING:
        found[comment.thread.author.user_id] = "on yours"
    if comment.parent and comment.parent.state in STANDING:
        found[comment.parent.author.user_id] = "answers you"
    return {user: why for user, why in found.items() if user and user != comment.author.user_id}


def writers(page: int) -> set[int | None]:
    """The users who began a page and who wrote what it says now."""
    first_and_last = Revision.objects.filter(Q(number=1) | Q(current_of=page), page=page)
    return set(first_and_last.values_list("editor__user", flat=True))
