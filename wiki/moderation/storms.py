"""A storm of flags: so many from so many places that a comment waits out of sight until a moderator has looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count
from django.db.models.functions import Coalesce

from wiki.comments.states import EPOCH
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case, Decided

if TYPE_CHECKING:
    from wiki.comments.models import Comment

REASON = "Flagged from %d networks."


def put_away(comment: Comment, case: Case) -> bool:
    """Hold a reader's published comment, locked with its case, where it is flagged enough and nobody let it stand."""
    if comment.author.listed or not enough(comment) or was_let_stand(comment):
        return False
    done = decide("hold", {comment.pk: None}, actor=AnonymousUser(), reason=REASON % settings.FLAGS_TO_HIDE).done
    if done:
        case.held = True
        case.save(update_fields=["held"])
    return bool(done)


def enough(comment: Comment) -> bool:
    """Whether so many people in so many networks flagged it as it reads now; each counts once in either.

    An account counts by its network too: addresses are cheap, and a flag opens a case whatever it counts for. A flag
    whose network is forgotten, after a week, counts no more, since it might be one that flags again.
    """
    flags = comment.flags.open().filter(version__gte=comment.rewritten).exclude(network="")
    person = Coalesce("voter__merged_into", "voter")
    told = flags.aggregate(networks=Count("network", distinct=True), people=Count(person, distinct=True))
    least: int = min(told.values())
    hides: int = settings.FLAGS_TO_HIDE
    return least >= hides


def was_let_stand(comment: Comment) -> bool:
    """Whether somebody decided about flags on just this text and it stands: then flags no longer put it away.

    They still open a case. A decision that is undone opens its case again, and an edit makes another text of it.
    """
    since = comment.edited_at or comment.posted_at or EPOCH
    if Case.objects.filter(comment=comment, flags__gt=0, closed_at__gte=since).exists():
        return True
    held = Decided.objects.filter(kind=comment._meta.label_lower, target_id=comment.pk, decision__verb="hold")
    return held.filter(decision__undone_at__gte=since).exists()
