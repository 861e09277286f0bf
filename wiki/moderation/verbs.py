"""What can be decided: each verb, what it is done to, and each kind of thing, how it is held and put back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from wiki.log import asking
from wiki.moderation.models import Decision

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.log.models import States


class Hand(NamedTuple):
    """Who decides or undoes it, or the site itself, in which decision, why, and what else they said of how."""

    decision: Decision
    actor: User | AnonymousUser
    reason: str
    how: Mapping[str, Any]


def only_these(_chosen: Collection[int], _how: Mapping[str, Any]) -> Mapping[str, Collection[int]]:
    """For a verb that touches nothing but what was chosen."""
    return {}


def no_deed(_row: Any, _seen: Any, _hand: Hand) -> bool:
    """For a verb that is only spoken of."""
    return False


@dataclass(frozen=True)
class Verb(asking.Verb):
    """Something to decide about things of one kind."""

    #: What it is asked with; what that holds besides the reason says how.
    form: type[asking.ReasonForm] = asking.ReasonForm
    #: Of what it is done to, as the log calls it.
    kind: str = "comments.comment"
    #: Do it to one, which is held and as it stands now, unless it is no longer as it was seen; says whether it was.
    deed: Callable[[Any, Any, Hand], bool] = no_deed
    #: By kind, what else it may touch, which is then held too and goes back where the decision is undone.
    reach: Callable[[Collection[int], Mapping[str, Any]], Mapping[str, Collection[int]]] = only_these
    #: What it says of the flags of the comments that it touches; None where those still wait for a decision.
    upholds: bool | None = None

    @property
    def asks(self) -> bool:
        """Whether it wants words, or may touch what is not in the row, so that a button alone cannot do it."""
        return self.reason == "required" or self.form is not asking.ReasonForm or self.reach is not only_these


def unchanged(_before: States, after: States, now: States) -> bool:
    """For things of which nothing changes that does not matter."""
    return now == after


@dataclass(frozen=True)
class Thing:
    """A kind of things that are decided about."""

    #: As the log calls it.
    kind: str
    #: Those of these that are there, by number and in its order, locked until the transaction ends.
    hold: Callable[[Collection[int]], dict[int, Any]]
    #: What a decision may change of one, as JSON holds it.
    states: Callable[[Any], States]
    #: Let one, which is held, be so again: what `states` said of it before.
    back: Callable[[Any, Any, Hand], None]
    #: Whether one is as a decision left it, by what `states` said of it before that and after, and says now.
    is_left: Callable[[States, States, States], bool] = unchanged
