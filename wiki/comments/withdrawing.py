"""Comments come and go with the page or work that they were said on: who cannot read that, cannot read them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from wiki.authors.models import AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.votes import CommentTally
from wiki.links.recording import publish
from wiki.notices import telling as notices

#: By the names that links give them: the columns that lead to them.
HOSTS = {"page": "page", "work": "work"}


def follow(kind: str, keys: Collection[int], *, public: bool) -> None:
    """Inside the transaction that opens or closes these to everyone, which has locked them."""
    if kind not in HOSTS:
        return
    start, end = (State.AWAY, State.PUBLISHED) if public else (State.PUBLISHED, State.AWAY)
    rows = Comment.objects.filter(**{f"{HOSTS[kind]}__in": keys})
    moved = list(rows.filter(state=start).locked().order_by("pk").values_list("pk", flat=True))
    if not moved:
        return
    for author, count in rows.filter(state=start).order_by("author").values_list("author").annotate(Count("pk")):
        AuthorTotals.add_comments(author, count if public else -count)
    rows.filter(state=start).update(state=end)
    publish("comment", moved, public=public)
    notices.follow("comment", moved, public=public)
    tallies = CommentTally.objects.filter(target__in=rows.filter(state=end).values("pk"))
    tallies.update(visible=public, open=False)
    if public:
        tallies.filter(target__retracted_at=None).update(open=True)
