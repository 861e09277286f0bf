"""Deciding about many votes at once: what it would change, and that it changes no more than what was asked about."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, F, IntegerField, Q, Sum, When

from wiki.comments.vote_words import STATES, said, voter_name
from wiki.comments.votes import CommentVote
from wiki.lib.admin import LARGEST_KEY, keys
from wiki.log.asking import Verb
from wiki.votes.abstract import Axis, State
from wiki.votes.judging import VERBS as JUDGED
from wiki.votes.judging import applies, preview

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Votes = QuerySet[CommentVote]

VERBS = {
    verb.name: verb
    for verb in (
        Verb("discount", "Discount", "discounted", "They are not in the sums any more.", reason="required"),
        Verb("count_again", "Count again", "counted again", "What was discounted is in the sums.", reason="required"),
        Verb("release", "Release", "released", "What was held for review is in the sums.", reason="required"),
        Verb(
            "let_stand",
            "Let stand",
            "let stand",
            "They are in the sums, and make no burst any more.",
            reason="required",
        ),
        Verb("hold", "Hold", "held", "They wait for review, and are not in the sums until then.", reason="required"),
    )
}
#: Decided about in one request.
MOST = 20_000
SAMPLE = 10
#: Comments whose sums are shown.
MOST_COMMENTS = 20
WEIGHT = Case(
    When(value__gt=0, then="power"), When(value__lt=0, then=-F("power")), default=0, output_field=IntegerField()
)


def key_of(verb: Verb) -> str:
    """What the mechanism calls a verb."""
    return verb.name.replace("_", " ")


@dataclass(frozen=True)
class Question:
    """The votes of a scope to which a verb applies, up to the newest of them when somebody was asked."""

    verb: Verb
    votes: Votes
    ids: tuple[int, ...]

    @property
    def pin(self) -> str:
        """Stands for just these votes: the newest, and a digest of all."""
        digest = hashlib.sha256(",".join(map(str, self.ids)).encode()).hexdigest()
        return f"{self.ids[-1] if self.ids else 0}.{digest}"

    @property
    def exactly(self) -> Votes:
        """Just these rows, whatever becomes of the scope."""
        return CommentVote.objects.filter(pk__in=self.ids)

    @property
    def too_many(self) -> bool:
        """Whether these are more than are decided about at once."""
        return len(self.ids) > MOST

    def told(self) -> dict[str, Any]:
        """What it comes to, for the page that asks."""
        comments = list(effects(self.verb, self.votes)[: MOST_COMMENTS + 1])
        return {
            "counts": preview(key_of(self.verb), self.votes),
            "sample": [shown(vote) for vote in self.votes.select_related("target").order_by("-pk")[:SAMPLE]],
            "comments": comments[:MOST_COMMENTS],
            "more_comments": len(comments) > MOST_COMMENTS,
        }


def shown(vote: CommentVote) -> dict[str, Any]:
    """A vote and its words, for a table."""
    words = {"says": said(vote), "state": STATES[State(vote.state)], "voter": voter_name(vote.voter_id)}
    return {"vote": vote, **words}


def ask(verb: Verb, scope: Votes, *, newest: int = LARGEST_KEY) -> Question:
    """The question about this scope as it now stands, without what is newer."""
    votes = applies(key_of(verb), scope.filter(pk__lte=newest))
    return Question(verb, votes, tuple(votes.order_by("pk").values_list("pk", flat=True)[: MOST + 1]))


def asked(verb: Verb, scope: Votes, pin: str) -> Question | None:
    """The question that this pin stands for, if those are still the votes that it was about."""
    for newest in keys([pin.partition(".")[0]]):
        question = ask(verb, scope, newest=int(newest))
        if question.pin == pin:
            return question
    return None


def effects(verb: Verb, votes: Votes) -> QuerySet[Any, Any]:
    """For each comment, those with most of the votes first: how many there are, and what becomes of both sums."""
    counts = JUDGED[key_of(verb)][1] == State.COUNTED
    moved = ~Q(state=State.COUNTED) if counts else Q(state=State.COUNTED)
    weight = WEIGHT if counts else -WEIGHT
    rows = votes.values(
        public_id=F("target__public_id"),
        karma=F("target__tally__karma"),
        agreement=F("target__tally__agreement"),
    )
    return rows.annotate(
        votes=Count("pk"),
        karma_then=F("karma") + Sum(weight, filter=moved & Q(axis=Axis.KARMA), default=0),
        agreement_then=F("agreement") + Sum(weight, filter=moved & Q(axis=Axis.AGREEMENT), default=0),
    ).order_by("-votes", "public_id")
