"""Everything that is kept of somebody's votes, as a file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from wiki.comments.votes import CommentVote
from wiki.lib.addresses import absolute
from wiki.votes.abstract import Axis

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from wiki.votes.casters import Caster

KEPT = ("axis", "value", "state", "reason", "cast_at", "changed_at", "version", "target", "target__public_id")


def all_rows(caster: Caster) -> QuerySet[CommentVote]:
    """Every row of somebody's, also what they took back, the oldest first."""
    return CommentVote.objects.filter(caster.everything()).order_by("pk")


def votes_file(caster: Caster | None) -> Iterator[str]:
    """The file, a vote a line."""
    yield f'{{"site": {json.dumps(settings.SITE_URL)}, "at": "{timezone.now().isoformat()}", "votes": ['
    for number, row in enumerate(as_told(caster) if caster else ()):
        yield f"{',' if number else ''}\n{json.dumps(row)}"
    yield "\n]}\n"


def as_told(caster: Caster) -> Iterator[dict[str, Any]]:
    """Every row in words and plain values, a few at a time."""
    for vote in all_rows(caster).select_related("target").only(*KEPT).iterator(chunk_size=500):
        yield {
            "comment": vote.target.public_id,
            "address": absolute(vote.target.get_absolute_url()),
            "axis": Axis(vote.axis).label,
            "value": vote.value,
            "state": vote.state,
            "reason": vote.why,
            "cast_at": vote.cast_at.isoformat(),
            "changed_at": vote.changed_at.isoformat(),
            "version": vote.version,
        }
