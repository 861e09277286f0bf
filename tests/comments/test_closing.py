"""Closing a part of a thread to answers, and opening just that again."""

from __future__ import annotations

import time
from threading import Event

import pytest

from tests import make
from tests.comments.discussing import chain, crowd, reply
from tests.queries import captured
from tests.races import at_once, need_two_at_once
from wiki.comments import answering
from wiki.comments.answering import UnanswerableError, answer
from wiki.comments.closing import below, close, reopen
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db


def closed() -> set[int]:
    return set(Comment.objects.exclude(closed_at=None).values_list("pk", flat=True))


def keys(*comments: Comment) -> set[int]:
    return {comment.pk for comment in comments}


def test_it_works() -> None:
    page, actor = make.page(make.author()), make.user()
    top, other = reply(page), reply(page)
    first, second = chain(top, 2)
    assert close(first, actor=actor, reason="It goes round in circles.")
    assert closed() == keys(first, second)
    assert first.closed_at_id == first.pk
    for comment in (first, second):
        with pytest.raises(UnanswerableError):
            answer(Comment.objects.get(pk=comment.pk), make.author(), "And yet.", actor=actor)
    for comment in (top, other):
        assert answer(comment, make.author(), "And yet.", actor=actor)
    entry = Entry.objects.about(first).get()
    assert (entry.verb, entry.actor_id, entry.reason) == ("closed to answers", actor.pk, "It goes round in circles.")
    assert (entry.before, entry.after) == ({"closed": False}, {"closed": True, "count": 2})


def test_reopening_opens_just_what_was_closed_with_it() -> None:
    top = make.comment(make.author())
    first, second, third = chain(top, 3)
    actor = make.user()
    close(second, actor=actor)
    close(top, actor=actor)
    assert closed() == keys(top, first, second, third)
    assert reopen(top, actor=actor, reason="Calm again.")
    assert closed() == keys(second, third)
    assert answer(first, make.author(), "Then.", actor=actor)
    assert Entry.objects.about(top).filter(verb="opened to answers", reason="Calm again.").count() == 1
    assert reopen(second, actor=actor)
    assert closed() == set()


def test_doing_it_twice_changes_and_logs_nothing() -> None:
    top = make.comment(make.author())
    (below_it,) = chain(top, 1)
    actor = make.user()
    assert not reopen(top, actor=actor)
    assert close(top, actor=actor)
    assert not close(top, actor=actor)
    assert not close(below_it, actor=actor), "it is closed with what it answers"
    assert not reopen(below_it, actor=actor)
    assert Entry.objects.filter(kind="comments.comment").count() == 1


@pytest.mark.parametrize("state", State)
def test_what_is_not_read_is_closed_too(state: State) -> None:
    top = make.comment(make.author())
    hidden = reply(top, state=state)
    beneath = reply(hidden)
    close(top, actor=make.user())
    assert closed() == keys(top, hidden, beneath)


@pytest.mark.parametrize("count", [5, 2000])
def test_it_takes_the_same_queries_however_much_and_however_deep(count: int) -> None:
    rows = crowd(make.comment(make.author()), count, deep=True)
    with captured() as sql:
        assert close(rows[0], actor=make.user())
    # Who closes is made; is it open; two rounds, the second of which finds nothing; the entry of the log.
    assert len(sql) <= 8
    assert below(rows[0]).exclude(closed_at=rows[0]).count() == 0
    assert reopen(rows[0], actor=make.user())
    assert closed() == set()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("host", ["page", "stream"])
def test_once_it_is_closed_no_answer_in_flight_stands_open(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    author, actor, held = make.author(), make.user(), Event()
    top = make.comment(author) if host == "stream" else reply(make.page(author))
    last = chain(top, 3)[-1]
    refuse = answering.refuse_closed

    def refuse_and_hold(comment: Comment) -> None:
        refuse(comment)
        held.set()
        time.sleep(0.2)

    def close_meanwhile() -> bool:
        assert held.wait(10)
        return close(Comment.objects.get(pk=top.pk), actor=actor)

    monkeypatch.setattr(answering, "refuse_closed", refuse_and_hold)
    said, done = at_once(lambda: answer(last, author, "And I.", actor=actor), close_meanwhile)
    assert done is True
    assert said in below(top)
    assert below(top).filter(closed_at=None).count() == 0
