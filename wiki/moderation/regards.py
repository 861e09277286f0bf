"""What a moderator had before them of somebody, and that nobody is decided about who is no longer as they were seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import NamedTuple, TypeAlias

from wiki.comments.models import Comment
from wiki.comments.moving import Seen
from wiki.moderation.models import Person
from wiki.moderation.verbs import Hand


class Regard(NamedTuple):
    """What somebody had before them when they decided about a reader."""

    #: What was thought of them: `Person.seen`.
    thought: str
    #: The comments of theirs in whose rows the verb was chosen.
    shown: Mapping[int, Seen]
    #: What else the page that asked counted, of all who were chosen.
    further: Mapping[int, Seen]


Deed: TypeAlias = Callable[[Person, Regard | None, Hand], bool]


def as_seen(deed: Deed) -> Deed:
    """A deed that leaves whoever is no longer as they were seen."""

    @wraps(deed)
    def done(person: Person, seen: Regard | None, hand: Hand) -> bool:
        return not (seen and is_late(person, seen)) and deed(person, seen, hand)

    return done


def is_late(person: Person, seen: Regard) -> bool:
    """Whether something else is thought of them by now, or one of the comments that were shown has changed."""
    rows = Comment.objects.filter(pk__in=seen.shown).only("version", "state")
    return seen.thought != person.seen or {row.pk: row.seen for row in rows} != {**seen.shown}
