"""What moderators decide about votes, and how it is undone."""

from __future__ import annotations

from itertools import product

import pytest

from tests import make
from tests.races import at_once, need_two_at_once
from tests.votes.casting import account, browser, cast, sums
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.log.models import Entry
from wiki.votes import judging, merging
from wiki.votes.abstract import State
from wiki.votes.judging import VERBS, judge, preview, undo
from wiki.votes.models import Judgement, Voter

pytestmark = pytest.mark.django_db


def decide(verb: str, **chosen: object) -> Judgement:
    """Decide so about all votes, or these."""
    return judge(verb, CommentVote.objects.filter(**chosen), actor=make.owner(), reason="Because.")


def votes(comment: Comment, *values: int) -> list[CommentVote]:
    """A vote of an account of its own for each of these."""
    for value in values:
        cast(comment, account(), value)
    return list(CommentVote.objects.filter(target=comment).order_by("pk"))


def states() -> list[str]:
    return list(CommentVote.objects.order_by("pk").values_list("state", flat=True))


def test_it_works(comment: Comment) -> None:
    votes(comment, 2, 1, -1)
    decide("discount", value__gt=0)
    assert sums(comment)["karma"] == -1
    assert states() == ["discounted", "discounted", "counted"]
    decide("count again")
    assert sums(comment)["karma"] == 2


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_takes_votes_from_its_states_alone_to_its_end(comment: Comment, verb: str) -> None:
    rows = votes(comment, 1, 1, 1, 1)
    for row, state in zip(rows, State, strict=True):
        reason = "" if state == State.COUNTED else "moderator"
        CommentVote.objects.filter(pk=row.pk).update(state=state, reason=reason)
    starts, end = VERBS[verb]
    told = preview(verb, CommentVote.objects.all())
    assert told == {"votes": len(starts), "voters": len(starts), "targets": 1}
    assert decide(verb).votes == len(starts)
    assert states() == [end if state in starts else state for state in State]
    sums(comment)


def test_what_was_held_is_among_the_held_and_no_longer_in_the_sum(comment: Comment) -> None:
    votes(comment, 1, -2)
    decide("hold", value=1)
    told = sums(comment)
    assert (told["karma"], told["karma_votes"], told["held"]) == (-2, 1, 1)
    decide("release")
    assert (sums(comment)["karma"], sums(comment)["held"]) == (-1, 0)


def test_a_decision_says_nothing_about_what_a_vote_weighs(comment: Comment) -> None:
    votes(comment, 2, -1)
    before = list(CommentVote.objects.order_by("pk").values_list("value", "power", "version", "cast_at", "changed_at"))
    decide("discount")
    decide("count again")
    after = list(CommentVote.objects.order_by("pk").values_list("value", "power", "version", "cast_at", "changed_at"))
    assert after == before


@pytest.mark.parametrize("verb", ["hold", "discount"])
def test_what_is_held_or_discounted_stays_so_when_it_is_cast_anew(comment: Comment, verb: str) -> None:
    voter = account()
    cast(comment, voter, 1)
    decide(verb)
    for value in (-1, 0, 2):
        assert cast(comment, voter, value).state == VERBS[verb][1]
    assert (sums(comment)["karma"], sums(comment)["held"]) == (0, int(verb == "hold"))


def test_an_undo_gives_each_vote_back_what_it_was_with_the_reason(comment: Comment) -> None:
    for _ in range(3):
        cast(comment, browser("a network"), 1)
    before = list(CommentVote.objects.order_by("pk").values_list("state", "reason"))
    judgement = decide("discount")
    assert sums(comment)["karma"] == 0
    assert undo(judgement, actor=make.owner()) == 3
    assert list(CommentVote.objects.order_by("pk").values_list("state", "reason")) == before
    assert before[2] == ("held", "network")
    assert (sums(comment)["karma"], sums(comment)["held"]) == (2, 1)


def test_an_undo_leaves_what_was_decided_about_since_and_is_done_once(comment: Comment) -> None:
    first, _ = votes(comment, 1, 1)
    judgement = decide("hold")
    decide("release", pk=first.pk)
    decide("hold", pk=first.pk)
    assert undo(judgement, actor=make.owner()) == 1
    assert states() == ["held", "counted"]
    assert undo(judgement, actor=make.owner()) is None


def test_an_undo_gives_back_what_was_voted_since(comment: Comment) -> None:
    voter = account()
    cast(comment, voter, 1)
    judgement = decide("discount")
    cast(comment, voter, -2)
    undo(judgement, actor=make.owner())
    assert sums(comment)["karma"] == -2


@pytest.mark.parametrize("verb", ["hold", "discount"])
def test_an_undo_after_a_merge_and_a_parting_leaves_what_they_made_of_the_votes(comment: Comment, verb: str) -> None:
    """The vote's state before was that of the merge by then, and none at all after the parting."""
    user, acting = make.user(), browser()
    name = Voter.objects.get(pk=acting.acting).browser or ""
    cast(comment, acting, 1)
    cast(comment, account(user), -1)
    judgement = decide(verb, origin=acting.acting)
    merging.merge(name, user)
    merging.part(name)
    assert undo(judgement, actor=make.owner()) == 0
    assert CommentVote.objects.get(origin=acting.acting).state == VERBS[verb][1]
    assert sums(comment)["karma"] == -1


def test_a_decision_is_logged_with_its_reason_and_so_is_its_undo(comment: Comment) -> None:
    votes(comment, 1, 1)
    owner = make.owner()
    judgement = judge("hold", CommentVote.objects.all(), actor=owner, reason="A ring.")
    undo(judgement, actor=owner, reason="No ring.")
    told = Entry.objects.about(judgement).values_list("verb", "reason", "actor_id")
    assert list(told) == [
        ("votes: undo", "No ring.", owner.pk),
        ("votes: hold", "A ring.", owner.pk),
    ]


def test_many_votes_are_decided_about_in_batches(comment: Comment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "BATCH", 2)
    votes(comment, 1, 1, 1, 1, 1)
    judgement = decide("hold")
    assert judgement.votes == 5
    assert sums(comment)["held"] == 5
    assert undo(judgement, actor=make.owner()) == 5
    assert sums(comment)["karma"] == 5


@pytest.mark.django_db(transaction=True)
def test_decisions_about_the_same_votes_in_opposite_orders_all_come_through() -> None:
    """Bulk updates met in a deadlock at Lobsters and Lemmy (lobsters#1238, lemmy#3076)."""
    need_two_at_once()
    comments, voters = make.comments(make.author(), 6), [account() for _ in range(4)]
    owner = make.owner()

    def vote(value: int, order: int) -> None:
        for comment, voter in list(product(comments, voters))[::order]:
            cast(comment, voter, value)

    def swing(*verbs: str) -> None:
        for verb in verbs:
            judge(verb, CommentVote.objects.all(), actor=owner, reason="So.")

    vote(1, 1)
    there, back = ("hold", "release", "discount", "count again"), ("discount", "count again", "hold", "release")
    verbs = (lambda: swing(*there), lambda: swing(*back), lambda: vote(-1, 1), lambda: vote(-1, -1))
    assert at_once(*verbs) == [None] * 4
    assert [sums(comment)["karma_votes"] for comment in comments] == [4] * 6 or set(states()) != {"counted"}
    assert set(CommentVote.objects.values_list("value", flat=True)) == {-1}
