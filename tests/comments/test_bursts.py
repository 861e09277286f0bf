"""Bursts: what is one and what is not quite, and the page that points them out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests import make
from tests.comments.voted import BURSTS, JUDGE, LIST, at, decide, karma, last_decision, voted
from tests.moderation.staff import browser, moderator
from tests.queries import captured, plan
from tests.votes.casting import account, cast
from wiki.comments import bursts as rule
from wiki.comments.bursts import Burst, bursts
from wiki.comments.models import Comment
from wiki.comments.votes import CommentVote
from wiki.votes.abstract import State
from wiki.votes.judging import judge, undo
from wiki.votes.recounting import recount_targets

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 20, 15, 30, tzinfo=UTC)
#: The hour before the one that it now is.
LAST = datetime(2026, 5, 20, 14, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LONG_KNOWN = LAST - timedelta(days=30)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def storm(
    new: int, old: int = 0, *, on: Comment | None = None, hour: datetime = LAST, before: int = 0, hours: int = 1
) -> Comment:
    """A comment with so many votes in an hour, after others since so many hours before it."""
    comment = on or make.comment(make.author())
    if before:
        at(voted(before, on=comment), hour - hours * HOUR, known_since=LONG_KNOWN)
    at(voted(new, on=comment), hour + MINUTE)
    at(voted(old, on=comment), hour + MINUTE, known_since=LONG_KNOWN)
    return comment


def test_it_works() -> None:
    comment = storm(9, 1, before=2, hours=4)
    storm(2)
    assert bursts() == [Burst(comment, LAST, votes=10, new=9, usual=0.5)]
    client = browser(moderator())
    text = client.get(BURSTS).content.decode()
    assert all(words in text for words in ("20 May 2026, 14:00 UTC", comment.excerpt, "9 (90 %)", "10.0"))
    address = f"{LIST}?comment={comment.public_id}&hour=2026-05-20T14&new=yes"
    assert address.replace("&", "&amp;") in text
    listed = client.get(address).content.decode()
    assert listed.count('class="action-select"') == 9
    assert BURSTS in client.get(LIST).content.decode()
    assert BURSTS in client.get("/admin/").content.decode()


def test_its_votes_are_decided_about_together_and_then_it_is_none_any_more() -> None:
    comment = storm(6, 2)
    client, (burst,) = browser(moderator()), bursts()
    assert "6 discounted." in decide(client, "discount", burst.query).content.decode()
    assert set(comment.votes.values_list("state", flat=True)) == {"discounted", "counted"}
    assert bursts() == []
    assert "There is none." in client.get(BURSTS).content.decode()


@pytest.mark.parametrize("held", [0, 3])
def test_what_somebody_let_stand_is_none_any_more_and_counts_until_that_is_undone(held: int) -> None:
    comment = storm(6, 2)
    comment.votes.filter(pk__in=comment.votes.values("pk")[:held]).update(state=State.HELD, reason="crowd")
    client, (burst,) = browser(moderator()), bursts()
    assert "6 let stand." in decide(client, "let_stand", burst.query).content.decode()
    assert set(comment.votes.values_list("state", flat=True)) == {"counted"}
    assert karma(comment) == 8
    assert bursts() == []
    undo(last_decision(), actor=make.owner())
    assert bursts() == [burst]
    assert comment.votes.filter(state=State.HELD).count() == held


def test_what_was_held_and_released_is_none_any_more() -> None:
    comment = storm(6)
    client, (burst,) = browser(moderator()), bursts()
    decide(client, "hold", burst.query)
    assert len(bursts()) == 1
    decide(client, "release", burst.query)
    assert bursts() == []
    assert karma(comment) == 6


def test_more_that_come_after_somebody_let_them_stand_make_a_new_one_against_what_is_usual() -> None:
    comment = storm(6, hour=LAST - HOUR)
    judge("let stand", comment.votes.all(), actor=make.owner(), reason="Linked from elsewhere.")
    storm(30, on=comment)
    assert [(burst.hour, burst.votes, burst.usual) for burst in bursts()] == [(LAST, 30, 6)]


def test_what_letting_stand_comes_to_is_told_before() -> None:
    comment = storm(6)
    comment.votes.filter(pk__in=comment.votes.values("pk")[:2]).update(state=State.HELD, reason="crowd")
    recount_targets(CommentVote, [comment.pk])
    told = browser(moderator()).get(JUDGE, {"verb": "let_stand", **bursts()[0].query}).content.decode()
    assert "<td>4 → 6</td>" in told
    assert "Everyone can read it in the log of moderation" in told


@pytest.mark.parametrize(("new", "old", "found"), [(59, 41, 0), (60, 40, 1), (3, 2, 1), (4, 3, 0), (5, 0, 1)])
def test_six_in_ten_come_from_new_browsers(new: int, old: int, found: int) -> None:
    storm(new, old)
    assert len(bursts()) == found


@pytest.mark.parametrize(
    ("votes", "before", "hours", "found"), [(5, 50, 49, 0), (5, 49, 49, 1), (9, 4, 2, 0), (10, 4, 2, 1)]
)
def test_five_times_as_many_as_usual(votes: int, before: int, hours: int, found: int) -> None:
    storm(votes, before=before, hours=hours)
    assert len(bursts()) == found


@pytest.mark.parametrize(("votes", "found"), [(1, 0), (4, 0), (5, 1)])
def test_a_comment_without_history_is_taken_to_have_one_vote_an_hour(votes: int, found: int) -> None:
    storm(votes)
    storm(votes, before=1, hours=1_000)
    assert len(bursts()) == found * 2


def test_a_browser_is_new_for_less_than_an_hour() -> None:
    for since, found in ((HOUR, 0), (HOUR - timedelta(microseconds=1), 1)):
        CommentVote.objects.all().delete()
        at(voted(6), LAST + MINUTE, known_since=LAST + MINUTE - since)
        assert len(bursts()) == found


def test_an_account_is_no_new_browser() -> None:
    comment = make.comment(make.author())
    for _ in range(6):
        cast(comment, account(), 1)
    at(list(CommentVote.objects.all()), LAST + MINUTE)
    assert bursts() == []


@pytest.mark.parametrize(
    ("hour", "found"), [(LAST - 335 * HOUR, 1), (LAST - 336 * HOUR, 0), (LAST + HOUR, 1), (LAST - 30 * 24 * HOUR, 0)]
)
def test_fourteen_days_are_looked_at(hour: datetime, found: int) -> None:
    storm(8, hour=hour)
    assert len(bursts()) == found


def test_what_came_in_the_hours_before_is_what_is_usual_for_the_next() -> None:
    comment = storm(5, hour=LAST - 2 * HOUR)
    storm(12, on=comment, hour=LAST - HOUR)
    storm(43, on=comment)
    assert [(burst.hour, burst.usual) for burst in bursts()] == [(LAST, 8.5), (LAST - 2 * HOUR, 0.0)]


def test_a_clock_s_hour_ends_where_the_next_begins() -> None:
    comment = make.comment(make.author())
    at(voted(4, on=comment), LAST + HOUR - timedelta(microseconds=1))
    at(voted(4, on=comment), LAST + HOUR)
    assert bursts() == []


@pytest.mark.parametrize("told", [{"value": 0}, {"state": State.VOID, "reason": "own"}, {"state": State.DISCOUNTED}])
def test_what_was_taken_back_or_is_out_for_good_makes_no_burst(told: dict[str, Any]) -> None:
    comment = storm(5)
    assert len(bursts()) == 1
    CommentVote.objects.filter(pk__in=comment.votes.values("pk")[:1]).update(**told)
    assert bursts() == []


def test_what_is_held_makes_one() -> None:
    storm(5).votes.update(state=State.HELD, reason="network")
    assert len(bursts()) == 1


def test_it_costs_three_queries_whatever_there_is() -> None:
    for _ in range(2):
        for _ in range(3):
            storm(5, before=2)
        with captured() as sql:
            bursts()
        assert len(sql) == 3


def test_only_the_last_fourteen_days_are_read() -> None:
    storm(5)
    with captured() as sql:
        bursts()
    assert "commentvote_cast_at" in plan(sql[0])
    assert "comments_commentvote" in plan(sql[1])
    assert "SCAN comments_commentvote\n" not in plan(sql[1])


def test_no_more_than_a_hundred_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule, "MOST", 2)
    newest = [storm(5, hour=LAST - number * HOUR) for number in range(3)][:2]
    assert [burst.comment for burst in bursts()] == newest
