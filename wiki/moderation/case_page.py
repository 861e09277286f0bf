"""All that is known of one case, for the page on which somebody decides about it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from wiki.comments.models import Comment
from wiki.comments.versions import part
from wiki.comments.vote_addresses import list_address
from wiki.log.history import history
from wiki.moderation.deciding import VERBS
from wiki.moderation.dossiers import SAID_ON, dossiers
from wiki.moderation.models import Case

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

#: Of what the same person said.
MOST_SAID = 20
#: Of what it answers, the nearest.
MOST_ABOVE = 6


def case_page(case: Case, viewer: Viewer) -> dict[str, Any]:
    """The comment and what it answers, what it said before, and what is known of whoever said it."""
    case = Case.objects.select_related(*(f"comment__{name}" for name in (*SAID_ON, "tally"))).get(pk=case.pk)
    comment = case.comment
    dossier = dossiers([case], viewer, longest=sys.maxsize)[0]
    changes, older = part(comment, None) if comment.version > 1 else ([], None)
    said = Comment.objects.to_moderate(viewer).filter(author=comment.author).exclude(pk=comment.pk).order_by("-place")
    return {
        "title": "A comment that waits" if case.closed_at is None else "A comment that was decided about",
        "subtitle": None,
        "row": dossier,
        "above": above(comment),
        "votes": list_address({"comment": comment.public_id}),
        "changes": changes,
        "older": older,
        "settled": comment.flags.exclude(settled_at=None).order_by("-pk")[:MOST_SAID],
        "said": said.only("excerpt", "public_id", "state", "posted_at")[:MOST_SAID],
        "entries": history(comment, viewer),
        "host_verbs": [VERBS[name] for name in host_verbs(comment) if dossier.place and dossier.place.url],
        **neighbours(case),
    }


def above(comment: Comment) -> list[Comment]:
    """What it answers, the topmost first; as many queries as it shows."""
    found: list[Comment] = []
    while comment.parent_id and len(found) < MOST_ABOVE:
        comment = Comment.objects.select_related("author").defer("body", "html", "extra").get(pk=comment.parent_id)
        found.insert(0, comment)
    return found


def host_verbs(comment: Comment) -> list[str]:
    """What can be done to the whole discussion that it stands in."""
    name = "page" if comment.page_id else "work"
    return [f"open_{name}" if comment.host.replies_closed else f"close_{name}"] if comment.host else []


def neighbours(case: Case) -> dict[str, Case | None]:
    """What stands before and after it in the queue."""
    waiting = Case.objects.waiting()
    return {
        "previous_case": waiting.before(case).order_by("score", "-pk").first(),
        "next_case": waiting.after(case).order_by("-score", "pk").first(),
    }
