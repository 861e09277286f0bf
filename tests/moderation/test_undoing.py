"""Undoing a decision: all of it, once, and nothing that was changed since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from tests import make
from tests.moderation.deciding import case_of, decided, flagged, reader, waiting
from tests.moderation.flags import flag_often, reply
from tests.notices.telling import work
from wiki.authors.models import AuthorTotals
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry
from wiki.moderation.deciding import decide
from wiki.moderation.models import Case, Decision, Flag, Person
from wiki.moderation.undoing import standing, undo

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def fresh(comment: Comment) -> Comment:
    return Comment.objects.get(pk=comment.pk)


def made(verb: str, *comments: Comment, reason: str = "So.") -> Decision:
    decision = decided(verb, *comments, reason=reason).decision
    assert decision
    return decision


def test_it_works() -> None:
    actor, comments = make.user(), [waiting(), waiting()]
    decision = made("spam", *comments)
    assert undo(decision, actor=actor, reason="A slip.") == (2, 0)
    assert {fresh(row).state for row in comments} == {State.PENDING}
    decision.refresh_from_db()
    assert decision.undone_at
    entry = Entry.objects.about(decision)[0]
    assert (entry.verb, entry.actor_id, entry.reason) == ("undone", actor.pk, "A slip.")
    assert Entry.objects.about(comments[0])[0].after == {"state": "pending", "decision": decision.pk}


@pytest.mark.parametrize("verb", ["approve", "hide", "spam", "delete"])
@pytest.mark.parametrize("state", [State.PENDING, State.PUBLISHED, State.HIDDEN, State.SPAM])
def test_each_goes_back_to_what_it_was(verb: str, state: State) -> None:
    comment = make.comment(reader(), state=state, told="Earlier words." if state == State.HIDDEN else "")
    counted = AuthorTotals.objects.get(author=comment.author).comments
    outcome = decided(verb, comment)
    if not outcome.decision:
        return
    assert undo(outcome.decision, actor=make.user()) == (1, 0)
    now = fresh(comment)
    assert (now.state, now.told, now.deleted_at, now.taken_down) == (state, comment.told, None, False)
    assert AuthorTotals.objects.get(author=comment.author).comments == counted


def test_it_is_done_once() -> None:
    comment = waiting()
    decision = made("approve", comment)
    assert undo(decision, actor=make.user()) == (1, 0)
    decided("approve", fresh(comment))
    assert undo(decision, actor=make.user()) is None
    assert fresh(comment).state == State.PUBLISHED
    assert Entry.objects.about(decision).filter(verb="undone").count() == 1


def test_the_case_waits_again_and_the_flags_are_open() -> None:
    comment = waiting()
    flag = flagged(comment)
    case = case_of(comment)
    undo(made("hide", comment), actor=make.user())
    assert Case.objects.open().get() == case
    flag.refresh_from_db()
    assert (flag.settled_at, flag.upheld, flag.settled_by) == (None, None, None)


def test_a_case_that_was_opened_since_takes_up_the_old_one() -> None:
    comment = waiting()
    decision = made("approve", comment)
    flagged(comment)
    assert undo(decision, actor=make.user()) == (1, 0)
    case = Case.objects.open().get()
    assert case.held
    assert {reason["rule"] for reason in case.reasons} == {"first", "flag"}


def test_whoever_flagged_anew_has_one_open_flag() -> None:
    comment = make.comment(reader())
    flag = flagged(comment)
    decision = made("approve", comment)
    Flag.objects.create(comment=comment, voter=flag.voter, complaint="unkind")
    undo(decision, actor=make.user())
    assert Flag.objects.open().get().complaint == "unkind"


def test_what_was_decided_about_since_is_left_and_counted() -> None:
    comments = [waiting(), waiting(), waiting()]
    decision = made("approve", *comments)
    decided("hide", fresh(comments[0]))
    assert undo(decision, actor=make.user()) == (2, 1)
    assert [fresh(row).state for row in comments] == [State.HIDDEN, State.PENDING, State.PENDING]


def test_what_is_again_as_it_left_it_by_a_later_decision_is_left_too() -> None:
    comment = make.comment(reader())
    first = made("hide", comment)
    decided("approve", fresh(comment))
    decided("hide", fresh(comment))
    assert undo(first, actor=make.user()) == (0, 1)
    assert fresh(comment).state == State.HIDDEN


def test_two_are_undone_one_after_the_other() -> None:
    comment = waiting()
    first = made("hide", comment)
    second = made("spam", fresh(comment))
    assert undo(second, actor=make.user()) == (1, 0)
    assert fresh(comment).told == "So."
    assert undo(first, actor=make.user()) == (1, 0)
    assert fresh(comment).state == State.PENDING


def test_what_its_author_deleted_since_is_left() -> None:
    comment = waiting()
    decision = made("approve", comment)
    fresh(comment).remove(actor=make.account(comment.author))
    assert undo(decision, actor=make.user()) == (0, 1)
    assert fresh(comment).state == State.DELETED


def test_what_its_author_edited_since_waits_again() -> None:
    comment = waiting()
    decision = made("approve", comment)
    fresh(comment).edit("More.", actor=make.account(comment.author), version=1)
    assert undo(decision, actor=make.user()) == (1, 0)
    assert fresh(comment).state == State.PENDING


@pytest.mark.parametrize(("verb", "end"), [("hold", "pending"), ("hide", "hidden"), ("spam", "spam")])
def test_what_would_be_published_unseen_is_left(verb: str, end: str) -> None:
    comment, same = make.comment(reader()), make.comment(reader())
    decision = made(verb, comment, same)
    fresh(comment).edit("Buy this!", actor=make.account(comment.author), version=1)
    assert standing(decision) == 1
    assert undo(decision, actor=make.user()) == (1, 1)
    assert fresh(comment).state == end
    assert fresh(same).state == State.PUBLISHED


def test_what_flags_put_away_and_its_author_edited_goes_on_waiting() -> None:
    comment = reply()
    flag_often(comment, 3)
    fresh(comment).edit("Buy this!", actor=make.account(comment.author), version=1)
    assert undo(Decision.objects.get(), actor=make.user()) == (0, 1)
    assert fresh(comment).state == State.PENDING
    assert Case.objects.open().get().comment == comment


def test_an_edit_before_a_decision_is_no_change_since() -> None:
    comment = make.comment(reader())
    fresh(comment).edit("More.", actor=make.account(comment.author), version=1)
    assert undo(made("hide", fresh(comment)), actor=make.user()) == (1, 0)
    assert fresh(comment).state == State.PUBLISHED


def test_a_thread_is_unlocked_whatever_was_edited_in_it() -> None:
    comment = make.comment(reader())
    decision = made("close", comment)
    fresh(comment).edit("More.", actor=make.account(comment.author), version=1)
    assert undo(decision, actor=make.user()) == (1, 0)
    assert fresh(comment).closed_at_id is None


def test_a_page_that_was_closed_meanwhile_takes_it_with_it() -> None:
    page = make.page(make.author())
    comment = make.comment(reader(), page=page)
    decision = made("hide", comment)
    page.unpublish(actor=make.user())
    assert undo(decision, actor=make.user()) == (1, 0)
    assert fresh(comment).state == State.AWAY


def test_a_page_that_came_and_went_is_no_change() -> None:
    page = make.page(make.author())
    comment = waiting(page=page)
    decision = made("approve", comment)
    page.unpublish(actor=make.user())
    assert fresh(comment).state == State.AWAY
    assert undo(decision, actor=make.user()) == (1, 0)
    assert fresh(comment).state == State.PENDING


def test_words_that_are_gone_do_not_come_back() -> None:
    comment = make.comment(reader())
    decision = made("delete", comment)
    Comment.objects.filter(pk=comment.pk).update(deleted_at=timezone.now() - timedelta(days=31))
    assert undo(decision, actor=make.user()) == (0, 1)
    assert fresh(comment).state == State.DELETED


def test_a_restoring_is_undone() -> None:
    comment = make.comment(reader())
    decided("delete", comment)
    undo(made("restore", fresh(comment)), actor=make.user())
    now = fresh(comment)
    assert (now.state, now.taken_down, now.deleted_from) == (State.DELETED, True, State.PUBLISHED)


def test_a_lock_is_undone() -> None:
    page = make.page(make.author())
    decision = decide("close_page", {page.pk: None}, actor=make.user(), reason="Enough.").decision
    assert decision
    assert undo(decision, actor=make.user()) == (1, 0)
    page.refresh_from_db()
    assert not page.replies_closed


@pytest.mark.parametrize("verb", ["approve", "hide"])
def test_an_undo_within_two_minutes_recalls_the_mails(
    verb: str, settings: Settings, mailoutbox: list[EmailMessage]
) -> None:
    settings.EMAIL_URL = "smtp://mail.example"
    owner = make.author(user=make.user())
    comment = waiting(page=make.page(owner))
    decision = made("approve", comment)
    due_at = make.account(owner).notices.get().due_at
    assert due_at
    assert due_at > timezone.now() + timedelta(seconds=110)
    undo(decision, actor=make.user())
    work()
    assert not mailoutbox
    decided(verb, fresh(comment))
    work()
    assert len(mailoutbox) == (verb == "approve")


def test_a_thread_is_unlocked_again_with_all_that_was_locked_with_it() -> None:
    parent = make.comment(reader())
    rows = [make.comment(reader(), parent=parent) for _ in range(2)]
    decided("close", rows[0])
    decision = made("close", parent)
    assert fresh(rows[1]).closed_at_id == parent.pk
    assert undo(decision, actor=make.user()) == (1, 0)
    assert [fresh(row).closed_at_id for row in (parent, *rows)] == [None, rows[0].pk, None]


def test_an_unlocking_is_undone() -> None:
    comment = make.comment(reader())
    decided("close", comment)
    decision = made("reopen", fresh(comment))
    assert fresh(comment).closed_at_id is None
    assert undo(decision, actor=make.user()) == (1, 0)
    assert fresh(comment).closed_at_id == comment.pk


def test_what_a_trust_released_waits_again_and_nobody_is_trusted() -> None:
    author = reader()
    rows = [waiting(author) for _ in range(3)]
    outcome = decide("trust", {author.pk: None}, actor=make.user(), reason="Kind.")
    assert outcome.decision
    assert {fresh(row).state for row in rows} == {State.PUBLISHED}
    decided("hide", fresh(rows[0]))
    assert undo(outcome.decision, actor=make.user()) == (1, 0)
    assert [fresh(row).state for row in rows] == [State.HIDDEN, State.PENDING, State.PENDING]
    assert not Person.objects.get(author=author).is_trusted
    assert Case.objects.open().count() == 2
