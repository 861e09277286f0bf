"""From one state of a comment to another: each way is a verb, and the totals and the log keep step."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import make
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db

VERBS: dict[str, Callable[[Comment], bool]] = {
    "approve": lambda comment: comment.approve(actor=make.user()),
    "hold": lambda comment: comment.hold(actor=make.user()),
    "hide": lambda comment: comment.hide(actor=make.user(), reason="Off the subject."),
    "mark as spam": lambda comment: comment.mark_as_spam(actor=make.user()),
    "remove": lambda comment: comment.remove(actor=make.user()),
}
STANDING = {State.PUBLISHED, State.AWAY}
WAYS = [
    ("approve", {State.PENDING, State.HIDDEN, State.SPAM}, State.PUBLISHED),
    ("hold", STANDING, State.PENDING),
    ("hide", {State.PENDING, *STANDING}, State.HIDDEN),
    ("mark as spam", {State.PENDING, State.HIDDEN, *STANDING}, State.SPAM),
    ("remove", {State.PENDING, State.HIDDEN, State.SPAM, *STANDING}, State.DELETED),
]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize(("verb", "start", "end"), WAYS, ids=[way[0] for way in WAYS])
def test_a_verb_goes_only_from_where_it_may(verb: str, start: set[State], end: State, state: State) -> None:
    comment = make.comment(make.primary(), state=state)
    assert VERBS[verb](comment) is (state in start)
    comment.refresh_from_db()
    assert comment.state == (end if state in start else state)
    assert Entry.objects.about(comment).count() == (state in start)


@pytest.mark.parametrize(("verb", "start", "end"), WAYS, ids=[way[0] for way in WAYS])
def test_the_author_s_total_counts_what_is_published(verb: str, start: set[State], end: State) -> None:
    author = make.primary()
    for state in sorted(start):
        VERBS[verb](make.comment(author, state=state))
    author.totals.refresh_from_db()
    assert author.totals.comments == Comment.objects.published().count()


def test_a_reason_is_logged_with_who_gave_it() -> None:
    comment, moderator = make.comment(make.primary()), make.user()
    comment.hide(actor=moderator, reason="Off the subject.")
    entry = Entry.objects.about(comment).get()
    assert (entry.verb, entry.actor_id, entry.reason) == ("hidden", moderator.pk, "Off the subject.")
    assert (entry.before, entry.after) == ({"state": "published"}, {"state": "hidden"})


def test_a_row_that_was_read_before_another_changed_it_is_judged_as_it_stands() -> None:
    comment = make.comment(make.primary())
    stale = Comment.objects.get(pk=comment.pk)
    comment.remove(actor=make.user())
    assert not stale.hide(actor=make.user(), reason="Late.")
