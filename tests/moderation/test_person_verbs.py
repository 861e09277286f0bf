"""Deciding about readers: whom to trust, and who says nothing for a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests import make
from tests.moderation.deciding import case_of, decided, flagged, reader, waiting
from tests.moderation.flags import flag, reply, signed_in, state
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.log.models import Entry
from wiki.moderation.admission import BlockedError, is_known, refuse
from wiki.moderation.deciding import VERBS, Outcome, decide
from wiki.moderation.models import Case, Decision, Person
from wiki.moderation.person_verbs import BlockForm
from wiki.moderation.undoing import undo
from wiki.votes.recounting import drift

pytestmark = pytest.mark.django_db
REASON = "Three insults in a day."


def decide_about(verb: str, *authors: Author, reason: str = REASON, **how: Any) -> Outcome:
    """Decide about these readers."""
    return decide(verb, {author.pk: None for author in authors}, actor=make.owner(), reason=reason, **how)


def decision_of(outcome: Outcome) -> Decision:
    assert outcome.decision
    return outcome.decision


def told(author: Author) -> Person:
    return Person.objects.get(author=author)


def states(*comments: Comment) -> list[str]:
    return [state(comment) for comment in comments]


def test_trust_releases_all_that_is_held_of_theirs_in_one_decision_and_one_undo() -> None:
    author, other = reader(), waiting()
    held = [waiting(author) for _ in range(135)]
    before = AuthorTotals.objects.get(author=author).comments
    outcome = decide_about("trust", author)
    assert (outcome.done, outcome.late, Decision.objects.count()) == (1, 0, 1)
    assert set(states(*held)) == {"published"}
    assert state(other) == "pending"
    assert list(Case.objects.open()) == [case_of(other)]
    assert AuthorTotals.objects.get(author=author).comments == before + 135
    assert is_known(author)
    assert list(drift(CommentVote)) == []
    undone = undo(decision_of(outcome), actor=make.owner())
    assert undone
    assert (undone.back, undone.left) == (1, 0)
    assert set(states(*held)) == {"pending"}
    assert Case.objects.open().count() == 136
    assert not is_known(author)


def test_it_releases_what_a_machine_took_for_spam_and_not_what_a_moderator_did() -> None:
    author = reader()
    scored, judged, hidden = waiting(author, state="spam"), waiting(author), waiting(author)
    decided("spam", judged)
    decided("hide", hidden)
    decide_about("trust", author)
    assert states(scored, judged, hidden) == ["published", "spam", "hidden"]


def test_trusting_again_changes_nothing_and_decides_nothing() -> None:
    author = reader()
    decide_about("trust", author)
    outcome = decide_about("trust", author)
    assert (outcome.decision, outcome.done, outcome.late) == (None, 0, 1)
    assert Decision.objects.count() == 1
    assert decide_about("untrust", author).done == 1
    assert told(author).trusted_at is None


@pytest.mark.parametrize("verb", ["trust", "block"])
@pytest.mark.parametrize(
    "fields",
    [
        {"listed": True},
        {"listed": False, "user": {"is_staff": True}},
        {"listed": False, "user": {"is_superuser": True}},
    ],
)
def test_nobody_decides_about_those_who_write_or_moderate(verb: str, fields: dict[str, Any]) -> None:
    author = make.author(listed=fields["listed"], user=make.user(**fields.get("user", {})))
    assert decide_about(verb, author).decision is None
    assert not Person.objects.exists()


def test_a_block_holds_until_its_day_and_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    author, said = reader(), reply()
    until = timezone.now().astimezone(UTC).date() + timedelta(days=3)
    decide_about("block", author, until=until)
    with pytest.raises(BlockedError) as caught:
        refuse(author)
    assert caught.value.person.why == (
        f"A moderator decided that you cannot reply, edit or flag here until {until:%-d %B %Y}, 00:00 UTC. "
        f"The reason: {REASON}"
    )
    assert flag(said, signed_in(author)).status_code == 403
    later = datetime.combine(until, datetime.min.time(), UTC)
    monkeypatch.setattr(timezone, "now", lambda: later)
    refuse(author)
    assert not told(author).is_blocked


def test_without_a_day_it_is_for_good_until_somebody_unblocks() -> None:
    author = reader()
    decide_about("block", author)
    assert told(author).blocked_until is None
    assert "any more" in told(author).why
    decide_about("unblock", author)
    refuse(author)
    assert told(author).told == ""
    assert decide_about("unblock", author).decision is None


def test_a_block_ends_trust_and_its_undo_brings_it_back() -> None:
    author = reader()
    decide_about("trust", author)
    since = told(author).trusted_at
    outcome = decide_about("block", author)
    assert told(author).trusted_at is None
    undo(decision_of(outcome), actor=make.owner())
    assert (told(author).trusted_at, told(author).blocked_at, told(author).told) == (since, None, "")


def test_blocked_anew_they_are_blocked_since_the_first_and_the_undo_brings_the_first_back() -> None:
    author = reader()
    decide_about("block", author, until=date(2999, 1, 1))
    first = told(author)
    outcome = decide_about("block", author, until=date(2999, 2, 2), reason="Worse.")
    assert told(author).blocked_at == first.blocked_at
    undo(decision_of(outcome), actor=make.owner())
    assert (told(author).blocked_until, told(author).told) == (first.blocked_until, REASON)


def test_a_block_cleans_up_what_they_said_lately_and_its_undo_brings_that_back() -> None:
    author = reader()
    now = timezone.now()
    old, new = (make.comment(author, posted_at=now - timedelta(days=days)) for days in (8, 2))
    held, other = waiting(author, posted_at=now), reply(posted_at=now)
    outcome = decide_about("block", author, days=7)
    assert states(old, new, held, other) == ["published", "hidden", "hidden", "published"]
    assert Comment.objects.get(pk=new.pk).told == REASON
    assert case_of(held).closed_at
    undo(decision_of(outcome), actor=make.owner())
    assert states(old, new, held, other) == ["published", "published", "pending", "published"]
    assert case_of(held).closed_at is None
    assert not told(author).is_blocked
    assert list(drift(CommentVote)) == []


def test_a_block_alone_leaves_what_they_said() -> None:
    author = reader()
    comment = reply(author=author, posted_at=timezone.now())
    flagged(comment)
    decide_about("block", author)
    assert state(comment) == "published"
    assert case_of(comment).closed_at is None


def test_many_are_blocked_in_one_decision() -> None:
    authors = [reader() for _ in range(3)]
    outcome = decide_about("block", *authors, make.author())
    assert (outcome.done, outcome.late) == (3, 1)
    assert Person.objects.blocked().count() == 3


def test_each_is_logged_without_a_name() -> None:
    author = reader(name="Eve Moriarty")
    decide_about("block", author, until=date(2999, 1, 1))
    entry = Entry.objects.get(kind="moderation.person")
    assert (entry.verb, entry.target_id, entry.reason) == ("blocked", author.pk, REASON)
    assert entry.after == {
        "trusted": False,
        "blocked": True,
        "until": "2999-01-01T00:00:00+00:00",
        "decision": Decision.objects.get().pk,
    }
    assert "Moriarty" not in str(list(Entry.objects.values()))


@pytest.mark.parametrize(
    ("until", "right"),
    [("", True), ("2999-01-01", True), ("2020-01-01", False), ("today", False), ("9999-99-99", False)],
)
def test_a_block_ends_on_a_day_that_is_to_come(until: str, right: bool) -> None:
    form = BlockForm({"reason": "So.", "until": until, "days": "0"}, verb=VERBS["block"])
    assert form.is_valid() is right
    assert not BlockForm({"until": "", "days": "0"}, verb=VERBS["block"]).is_valid()
    assert not BlockForm({"reason": "So.", "days": "5000"}, verb=VERBS["block"]).is_valid()
