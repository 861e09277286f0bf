"""Erasing somebody while they, or others about them, are at it."""

from __future__ import annotations

import time
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from accounts.models import User
from tests import make
from tests.races import at_once, need_two_at_once
from tests.votes.casting import account, cast
from wiki.authors.models import Author, AuthorTotals
from wiki.comments import answering
from wiki.comments.answering import UnanswerableError, answer
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.comments.votes import CommentVote
from wiki.moderation import erasing
from wiki.moderation.cases import open_case
from wiki.moderation.deciding import decide
from wiki.moderation.erasing import erase
from wiki.moderation.models import Case
from wiki.moderation.people import RefusedError
from wiki.votes.models import Voter
from wiki.votes.recounting import drift

if TYPE_CHECKING:
    from collections.abc import Callable

    from wiki.moderation.erasing import Replies

pytestmark = pytest.mark.django_db(transaction=True)
#: Who comes first and is about to be done when the other arrives.
FIRST = ["eraser", "other"]


@pytest.fixture(autouse=True)
def _two() -> None:
    need_two_at_once()


def reader() -> Author:
    return make.author(user=make.user(), name="Rosa", listed=False)


def met(monkeypatch: pytest.MonkeyPatch, first: str, erases: Callable[[], Any], other: Callable[[], Any]) -> list[Any]:
    """What both return, where the first is about to be done, and holds all its locks, when the second begins."""
    there = Event()
    room, verb = {"eraser": (erasing, "forget_queued"), "other": (answering, "announce")}[first]
    original = getattr(room, verb)

    def stay(*told: Any, **how: Any) -> None:
        original(*told, **how)
        there.set()
        time.sleep(0.3)

    def late(do: Callable[[], Any]) -> Callable[[], Any]:
        return lambda: there.wait(20) and do()

    monkeypatch.setattr(room, verb, stay)
    return at_once(erases, late(other)) if first == "eraser" else at_once(late(erases), other)


def gone(author: Author, replies: Replies = "remove") -> Callable[[], bool]:
    user = make.account(author)
    return lambda: erase(user, replies=replies, actor=user)


def sound() -> None:
    """Nothing is left of whoever left, and every total is what its rows say."""
    assert not User.objects.filter(author__name="Rosa").exists()
    assert not Author.objects.filter(name="Rosa").exists()
    assert list(drift(CommentVote)) == []
    for totals in AuthorTotals.objects.all():
        published = Comment.objects.published().filter(author=totals.pk)
        assert totals.comments == published.count()


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("replies", ["remove", "anonymous"])
def test_what_they_say_meanwhile_goes_or_is_refused(
    monkeypatch: pytest.MonkeyPatch, first: str, replies: Replies
) -> None:
    page, rosa = make.page(make.author()), reader()
    answer(page, rosa, "Before.", actor=make.account(rosa))
    done, said = met(
        monkeypatch, first, gone(rosa, replies), lambda: answer(page, rosa, "Meanwhile.", actor=make.account(rosa))
    )
    assert done is True
    assert isinstance(said, Comment | UnanswerableError), repr(said)
    bodies = set(Comment.objects.exclude(body="").values_list("body", flat=True))
    if replies == "remove":
        assert bodies == set()
    else:
        assert bodies == ({"Before.", "Meanwhile."} if isinstance(said, Comment) else {"Before."})
    sound()


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("replies", ["remove", "anonymous"])
def test_who_answers_them_meanwhile_is_heard_or_told(
    monkeypatch: pytest.MonkeyPatch, first: str, replies: Replies
) -> None:
    ada, rosa = make.author(user=make.user()), reader()
    asked = answer(make.page(ada), rosa, "Asked.", actor=make.account(rosa))
    done, said = met(
        monkeypatch, first, gone(rosa, replies), lambda: answer(asked, ada, "Answered.", actor=make.account(ada))
    )
    assert done is True
    assert isinstance(said, Comment | UnanswerableError), repr(said)
    if replies == "anonymous":
        assert isinstance(said, Comment)
    assert Comment.objects.filter(body="Answered.").count() == isinstance(said, Comment)
    sound()


@pytest.mark.parametrize("has_voted", [True, False])
def test_no_vote_of_theirs_outlives_them(monkeypatch: pytest.MonkeyPatch, *, has_voted: bool) -> None:
    one, other = make.comments(make.author(), 2)
    rosa = reader()
    if has_voted:
        cast(one, account(make.account(rosa)), 1)
    done, _voted = met(monkeypatch, "eraser", gone(rosa), lambda: cast(other, account(make.account(rosa)), 1))
    assert done is True
    assert not CommentVote.objects.exists()
    assert not Voter.objects.exists()
    sound()


def test_a_vote_of_somebody_else_on_what_they_said_is_counted() -> None:
    rosa = reader()
    comment = make.comment(rosa)
    caster = account()
    done, _voted = at_once(gone(rosa, "anonymous"), lambda: cast(comment, caster, 1))
    assert done is True
    assert CommentVote.objects.count() == 1
    sound()


@pytest.mark.parametrize("verb", ["approve", "hide", "delete"])
def test_a_moderator_brings_nothing_back(verb: str) -> None:
    rosa, moderator = reader(), make.owner()
    page = make.page(make.author())
    held = answer(page, rosa, "Wait for me.", actor=make.account(rosa), state=State.PENDING)
    open_case(held, held=True, reasons=[])
    seen = {held.pk: held.seen}
    done, decided = at_once(gone(rosa), lambda: decide(verb, seen, actor=moderator, reason="So."))
    assert done is True
    assert not isinstance(decided, Exception), repr(decided)
    held.refresh_from_db()
    assert (held.state, held.body, held.told) == (State.DELETED, "", "")
    assert not Case.objects.exists()
    sound()


def test_twice_at_once_is_once() -> None:
    rosa = reader()
    make.comments(rosa, 3)
    assert sorted(at_once(gone(rosa), gone(rosa))) == [False, True]
    sound()


def test_two_who_flagged_and_answered_each_other_can_leave_at_once() -> None:
    page = make.page(make.author())
    rosa, eve = reader(), reader()
    for one, other in ((rosa, eve), (eve, rosa)):
        for _ in range(3):
            said = answer(page, one, "Said.", actor=make.account(one))
            answer(said, other, "Answered.", actor=make.account(other))
            cast(said, account(make.account(other)), 1)
    assert at_once(gone(rosa), gone(eve, "anonymous")) == [True, True]
    sound()


def test_of_two_owners_who_leave_at_once_one_stays() -> None:
    one, other = make.owner(), make.owner()
    told = at_once(*[lambda user=user: erase(user, replies="remove", actor=user) for user in (one, other)])
    assert sum(isinstance(answer, RefusedError) for answer in told) == 1
    assert User.objects.filter(is_superuser=True).count() == 1
