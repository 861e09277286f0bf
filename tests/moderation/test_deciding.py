"""Deciding: one decision about many comments, each as it was seen, and what follows from it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.moderation.deciding import case_of, decided, flagged, reader, waiting
from wiki.authors.models import AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.moving import Seen
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case, Decided, Decision

pytestmark = pytest.mark.django_db


def fresh(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def test_it_works() -> None:
    actor, comment = make.user(), waiting()
    outcome = decided("approve", comment, actor=actor, reason="Welcome.")
    decision = Decision.objects.get()
    assert outcome == (decision, 1, 0)
    assert (decision.verb, decision.reason, decision.count) == ("approve", "Welcome.", 1)
    assert fresh(comment).state == State.PUBLISHED
    row = Decided.objects.get()
    assert (row.kind, row.target_id) == ("comments.comment", comment.pk)
    assert (row.before["state"], row.after["state"]) == ("pending", "published")


def test_the_log_says_it_of_each_and_of_the_decision() -> None:
    actor, comments = make.user(), [waiting(), waiting()]
    decision = decided("hide", *comments, actor=actor, reason="Off the subject.").decision
    assert decision
    for comment in comments:
        entry = Entry.objects.about(comment)[0]
        assert (entry.verb, entry.actor_id, entry.reason) == ("hidden", actor.pk, "Off the subject.")
        assert entry.before == {"state": "pending"}
        assert entry.after == {"state": "hidden", "decision": decision.pk}
    entry = Entry.objects.about(decision).get()
    assert (entry.verb, entry.actor_id, entry.after) == ("decided: hide", actor.pk, {"count": 2})


@pytest.mark.parametrize(
    ("verb", "start", "end"),
    [
        ("approve", State.PENDING, State.PUBLISHED),
        ("approve", State.HIDDEN, State.PUBLISHED),
        ("approve", State.SPAM, State.PUBLISHED),
        ("hide", State.PENDING, State.HIDDEN),
        ("hide", State.PUBLISHED, State.HIDDEN),
        ("spam", State.PENDING, State.SPAM),
        ("spam", State.HIDDEN, State.SPAM),
        ("delete", State.PUBLISHED, State.DELETED),
        ("delete", State.SPAM, State.DELETED),
    ],
)
def test_each_verb_leads_where_it_says(verb: str, start: State, end: State) -> None:
    comment = make.comment(reader(), state=start)
    assert decided(verb, comment).done == 1
    assert fresh(comment).state == end


def test_what_the_office_deletes_its_author_cannot_restore() -> None:
    comment = make.comment(reader())
    decided("delete", comment)
    assert not Comment.objects.own(comment.author).filter(pk=comment.pk).exists()
    assert decided("restore", fresh(comment)).done == 1
    assert Comment.objects.own(comment.author).filter(pk=comment.pk).exists()


def test_what_was_changed_since_it_was_seen_is_left() -> None:
    author = reader()
    edited, taken, same = (waiting(author) for _ in range(3))
    fresh(edited).edit("Something else.", actor=make.account(author), version=1)
    fresh(taken).hide(actor=make.user(), reason="So.")
    outcome = decided("approve", edited, taken, same)
    assert (outcome.done, outcome.late) == (1, 2)
    assert [fresh(row).state for row in (edited, taken, same)] == [State.PENDING, State.HIDDEN, State.PUBLISHED]
    assert Decided.objects.get().target_id == same.pk
    assert Decision.objects.get().count == 1


def test_where_nothing_is_changed_there_is_no_decision_and_no_entry() -> None:
    comment = waiting()
    before = Entry.objects.count()
    fresh(comment).edit("Something else.", actor=make.account(comment.author), version=1)
    edits = Entry.objects.count()
    for verb in ("approve", "hide", "spam", "delete", "restore"):
        assert decided(verb, comment) == (None, 0, 1)
    assert not Decision.objects.exists()
    assert Entry.objects.count() == edits > before
    assert Case.objects.open().filter(comment=comment).exists()


def test_a_row_that_is_not_there_is_late() -> None:
    comment = waiting()
    outcome = decide("hide", {comment.pk: comment.seen, 0: Seen(1, State.PENDING)}, actor=make.user(), reason="So.")
    assert (outcome.done, outcome.late) == (1, 1)


def test_a_decision_closes_the_case_and_settles_the_flags() -> None:
    for verb, upheld in (("approve", False), ("hide", True), ("spam", True), ("delete", True)):
        comment = waiting()
        flag = flagged(comment)
        decision = decided(verb, comment).decision
        flag.refresh_from_db()
        assert (flag.upheld, flag.settled_by) == (upheld, decision)
        assert flag.settled_at
        case = case_of(comment)
        assert case.closed_at
        assert case.closed_by == decision


def test_approving_what_is_flagged_and_published_lets_it_stand() -> None:
    comment = make.comment(reader())
    flag = flagged(comment)
    outcome = decided("approve", comment)
    assert outcome.done == 1
    flag.refresh_from_db()
    assert flag.upheld is False
    assert fresh(comment).state == State.PUBLISHED
    assert not Case.objects.open().exists()
    assert Entry.objects.about(comment)[0].verb == "approved"
    assert decided("approve", comment) == (None, 0, 1)


def test_calling_spam_what_was_taken_for_spam_confirms_it() -> None:
    comment = waiting(state=State.SPAM)
    assert decided("spam", comment).done == 1
    assert not Case.objects.open().exists()


def test_what_is_confirmed_is_confirmed_as_it_was_seen() -> None:
    comment = make.comment(reader())
    flagged(comment)
    fresh(comment).edit("Something else.", actor=make.account(comment.author), version=1)
    assert decided("approve", comment) == (None, 0, 1)
    assert Case.objects.open().exists()


def test_approving_one_of_an_author_s_releases_that_alone() -> None:
    author = reader()
    one, other = waiting(author), waiting(author)
    decided("approve", one)
    assert fresh(other).state == State.PENDING


def test_what_waited_and_was_deleted_waits_again_when_it_is_restored() -> None:
    comment = waiting()
    decided("delete", comment)
    decided("restore", fresh(comment))
    assert fresh(comment).state == State.PENDING
    assert Case.objects.open().get().comment == comment


def test_what_was_deleted_over_thirty_days_ago_stays_deleted() -> None:
    old = timezone.now() - timedelta(days=31)
    comment = make.comment(reader(), state=State.DELETED, deleted_at=old)
    assert decided("restore", comment) == (None, 0, 1)


def test_the_author_is_told_why_it_is_hidden_and_that_goes_when_it_is_approved() -> None:
    comment = waiting()
    decided("hide", comment, reason="Off the subject.")
    assert fresh(comment).told == "Off the subject."
    decided("approve", fresh(comment))
    assert fresh(comment).told == ""


def test_the_totals_follow() -> None:
    one, other = reader(), reader()
    comments = [waiting(one), waiting(other), waiting(one)]
    before = [AuthorTotals.objects.get(author=author).comments for author in (one, other)]
    decided("approve", *comments)
    after = [AuthorTotals.objects.get(author=author).comments for author in (one, other)]
    assert [count - earlier for count, earlier in zip(after, before, strict=True)] == [2, 1]


def test_approved_on_a_draft_it_is_read_when_the_page_is() -> None:
    page = make.page(make.author(), state="draft")
    comment = waiting(page=page)
    decided("approve", comment)
    assert fresh(comment).state == State.AWAY


def test_the_discussion_of_a_page_and_of_a_work_is_locked_and_unlocked() -> None:
    author = make.author()
    for name, host in (("page", make.page(author)), ("work", make.work(author))):
        for verb, closed in ((f"close_{name}", True), (f"open_{name}", False)):
            outcome = decide(verb, {host.pk: None}, actor=make.user(), reason="Enough.")
            assert outcome.done == 1
            host.refresh_from_db()
            assert host.replies_closed is closed
            assert decide(verb, {host.pk: None}, actor=make.user(), reason="Enough.") == (None, 0, 1)


def test_a_thread_is_locked_and_unlocked_with_all_below_it() -> None:
    parent = make.comment(reader())
    below = make.comment(reader(), parent=parent)
    decision = decided("close", parent, reason="Enough.").decision
    assert decision
    assert fresh(below).closed_at_id == parent.pk
    entry = Entry.objects.about(parent)[0]
    assert (entry.verb, entry.after["decision"]) == ("closed to answers", decision.pk)
    assert Decided.objects.get().after["closed"] is True
    assert decided("close", fresh(below)) == (None, 0, 1)
    assert decided("reopen", fresh(below)) == (None, 0, 1)
    assert decided("reopen", fresh(parent)).done == 1
    assert fresh(below).closed_at_id is None


def test_a_lock_decides_nothing_about_what_waits() -> None:
    comment = make.comment(reader())
    flagged(comment)
    decided("close", comment)
    assert Case.objects.open().get().comment == comment
