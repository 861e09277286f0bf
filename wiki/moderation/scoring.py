"""How much speaks against words on their way in, and what that comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from wiki.comments.states import State
from wiki.moderation import akismet, checks, rules
from wiki.moderation.cases import Reason
from wiki.moderation.said import Said

#: From so many points on, a moderator looks before anybody else reads it; and from so many it is put away as spam.
HOLDS = 5
SPAM = 10

Check: TypeAlias = Callable[[Said], Iterator[Reason]]
CHECKS: tuple[Check, ...] = (checks.trap, checks.haste, checks.links, checks.history, rules.on_the_list)


@dataclass(frozen=True)
class Verdict:
    """What speaks against a text."""

    reasons: tuple[Reason, ...] = ()

    @property
    def score(self) -> int:
        """How much all of it together."""
        return sum(reason["points"] for reason in self.reasons)

    @property
    def state(self) -> State:
        """What becomes of the text."""
        if self.score >= SPAM:
            return State.SPAM
        return State.PENDING if self.score >= HOLDS else State.PUBLISHED

    def plus(self, *reasons: Reason) -> Verdict:
        """The same, and these."""
        return replace(self, reasons=(*self.reasons, *reasons))


def judge(said: Said) -> Verdict:
    """What every check says, and Akismet where the site has a key and that may still change something.

    To be called outside a transaction, since Akismet may take seconds.
    """
    verdict = Verdict().plus(*(reason for check in CHECKS for reason in check(said)))
    if akismet.is_on() and verdict.score < SPAM:
        return verdict.plus(akismet.ask(said))
    return verdict
