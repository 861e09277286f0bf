"""Whatever is done, in whatever order, a tally is the sum of its counted votes."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from tests import make
from tests.votes import casting
from tests.votes.storming import caster_of
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes import judging, merging
from wiki.votes.abstract import Axis, State
from wiki.votes.erasing import erase
from wiki.votes.judging import VERBS
from wiki.votes.models import Judgement, Voter
from wiki.votes.recounting import drift
from wiki.votes.refusals import RefusedError

if TYPE_CHECKING:
    from accounts.models import User

pytestmark = pytest.mark.django_db

BROWSERS, ACCOUNTS, COMMENTS = 4, 2, 3
NETWORKS = ("", "one", "two")
OUT = {State.HELD, State.DISCOUNTED}
index = st.integers(0, 3)


class Votes(RuleBasedStateMachine):
    """Some browsers and accounts who vote, a moderator, and an author who is one of the accounts."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.users: list[User] = [make.user() for _ in range(ACCOUNTS)]
        self.names = [Voter.objects.get(pk=casting.browser().acting).browser or "" for _ in range(BROWSERS)]
        self.comments = make.comments(make.author(user=self.users[1]), 1) + make.comments(make.author(), COMMENTS - 1)
        self.moderator = make.owner()
        self.judgements: list[Judgement] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def comment(self, number: int) -> Comment:
        return Comment.objects.in_context().get(pk=self.comments[number % COMMENTS].pk)

    def caster(self, *, who: int, network: str) -> Any:
        """A browser, which is made anew where it was erased, or an account."""
        if who < BROWSERS:
            voter, _ = Voter.objects.get_or_create(browser=self.names[who])
        else:
            voter = Voter.objects.for_user(self.users[who - BROWSERS])
        found = caster_of(voter.pk)
        return type(found)(found.acting, found.keyed, found.user_id, owns=found.owns, network=network)

    @rule(
        who=st.integers(0, BROWSERS + ACCOUNTS - 1),
        comment=index,
        axis=st.sampled_from(Axis),
        value=st.sampled_from([-2, -1, 0, 1, 2]),
        network=st.sampled_from(NETWORKS),
    )
    def cast(self, *, who: int, comment: int, axis: Axis, value: int, network: str) -> None:
        """A vote, a change of it or its taking back: the row says just this, and is held where it was."""
        caster, target = self.caster(who=who, network=network), self.comment(comment)
        if caster.user_id == target.author.user_id and caster.user_id:
            return
        before = CommentVote.objects.filter(target=target, voter=caster.keyed, axis=axis).first()
        try:
            casting.cast(target, caster, value, axis)
        except RefusedError:
            return
        after = CommentVote.objects.filter(target=target, voter=caster.keyed, axis=axis).first()
        assert (after.value if after else 0) == value
        if after:
            assert after.power == max(1, abs(value))
            assert after.origin_id == caster.acting
        if before and after:
            assert (after.state, after.reason) == (before.state, before.reason)

    @rule(who=index, user=st.integers(0, ACCOUNTS - 1))
    def merge(self, *, who: int, user: int) -> None:
        self.moves(lambda: merging.merge(self.names[who], self.users[user]))

    @rule(who=index)
    def part(self, *, who: int) -> None:
        self.moves(lambda: merging.part(self.names[who]))

    def moves(self, verb: Any) -> None:
        """What was held or discounted does not count now, and no power, value or origin is another."""
        told = ("value", "power", "origin", "axis", "target")
        before = {row.pk: row for row in CommentVote.objects.all()}
        verb()
        for row in CommentVote.objects.all():
            for name in told:
                assert getattr(row, f"{name}_id", getattr(row, name)) == getattr(
                    before[row.pk], f"{name}_id", getattr(before[row.pk], name)
                )
            if before[row.pk].state in OUT:
                assert row.state in {*OUT, State.VOID}

    @rule(verb=st.sampled_from(list(VERBS)), comment=index, value=st.sampled_from([-1, 1]))
    def judge(self, *, verb: str, comment: int, value: int) -> None:
        chosen = CommentVote.objects.filter(target=self.comment(comment), value__gte=value)
        told = judging.preview(verb, chosen)["votes"]
        powers = self.powers()
        self.judgements.append(judging.judge(verb, chosen, actor=self.moderator, reason="So."))
        assert self.judgements[-1].votes == told
        assert self.powers() == powers

    @precondition(lambda self: self.judgements)
    @rule(which=index)
    def undo(self, *, which: int) -> None:
        powers = self.powers()
        judging.undo(self.judgements[which % len(self.judgements)], actor=self.moderator)
        assert self.powers() == powers

    @rule(who=st.integers(0, BROWSERS + ACCOUNTS - 1))
    def erase(self, *, who: int) -> None:
        caster = self.caster(who=who, network="")
        erase(caster)
        assert not CommentVote.objects.filter(origin=caster.acting).exists()
        assert not Voter.objects.filter(pk=caster.acting).exists()

    @rule(comment=index, verb=st.sampled_from(["remove", "restore", "hide", "approve", "retract", "unretract"]))
    def change_the_comment(self, *, comment: int, verb: str) -> None:
        told: dict[str, Any] = {"reason": "So."} if verb == "hide" else {}
        with suppress(RefusedError):
            getattr(self.comment(comment), verb)(actor=self.moderator, **told)

    def powers(self) -> dict[int, tuple[int, int]]:
        return {pk: (value, power) for pk, value, power in CommentVote.objects.values_list("pk", "value", "power")}

    @invariant()
    def a_tally_is_the_sum_of_its_votes(self) -> None:
        assert list(drift(CommentVote)) == []

    @invariant()
    def no_count_is_below_zero(self) -> None:
        for row in CommentTally.objects.all():
            assert min(row.karma_votes, row.agreement_votes, row.ups, row.downs, row.held) >= 0
            assert row.open == self.comment_of(row).takes_votes

    def comment_of(self, row: CommentTally) -> Comment:
        return Comment.objects.get(pk=row.pk)

    @invariant()
    def no_voter_has_two_votes_and_none_has_one_on_their_own(self) -> None:
        rows = list(CommentVote.objects.values_list("voter", "target", "axis"))
        assert len(rows) == len(set(rows))
        own = CommentVote.objects.filter(voter__user=self.users[1], target=self.comments[0])
        assert not own.exclude(state=State.VOID).exists()


def test_any_sequence_keeps_the_sums() -> None:
    run_state_machine_as_test(
        Votes,
        settings=settings(
            max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
