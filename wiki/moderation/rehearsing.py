"""What a rule would have caught, had it been on the list already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from django.utils import timezone

from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.comments.states import STANDING, State
from wiki.markup.errors import MarkupError
from wiki.moderation.models import Rule
from wiki.moderation.rules import broken
from wiki.moderation.said import Name, Said

DAYS = 30
#: No more is looked through, so that the answer comes at once: of replies, and of signs in them.
MOST = 2_000
MOST_SIGNS = 4_000_000


class Rehearsal(NamedTuple):
    """How many replies were looked through, how many of them it would have caught, and how many of those stand."""

    looked: int
    caught: int
    approved: int

    def __str__(self) -> str:
        found = f"In the last {DAYS} days it would have caught {self.caught} of {self.looked} replies"
        return f"{found}, of which {self.approved} were approved." if self.caught else f"{found}."


def rehearse(rule: Rule) -> Rehearsal:
    """Try a rule, which need not be saved, on what readers said lately."""
    found = [(catches(rule, name, body), state in STANDING) for name, body, state in lately()]
    return Rehearsal(len(found), sum(caught for caught, _ in found), sum(caught and stands for caught, stands in found))


def lately() -> Iterator[tuple[str, str, str]]:
    """The newest replies of readers, each with its author's name and its state."""
    rows = Comment.objects.filter(author__listed=False, posted_at__gt=timezone.now() - timedelta(days=DAYS))
    rows = rows.exclude(state=State.DELETED).order_by("-posted_at", "-pk")
    signs = 0
    for name, body, state in rows.values_list("author__name", "body", "state")[:MOST].iterator(chunk_size=100):
        signs += len(body)
        if signs > MOST_SIGNS:
            return
        yield name, body, state


def catches(rule: Rule, name: str, body: str) -> bool:
    """Whether the rule speaks against this text, or against the name beside it."""
    try:
        return bool(broken(Name(name), [rule]) or broken(Said(Author(), body), [rule]))
    except MarkupError:
        return False
