"""Past a limit votes are accepted and held; past ten times as many they are refused for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.votes.casting import account, ask, browser, cast, press, sums
from wiki.comments.votes import CommentVote
from wiki.votes.limits import minute_of
from wiki.votes.models import Voter
from wiki.votes.networks import network_hash
from wiki.votes.refusals import CROWD, MANY, RefusedError

if TYPE_CHECKING:
    from tests.votes.conftest import Clock
    from wiki.comments.models import Comment
    from wiki.votes.casters import Caster

pytestmark = pytest.mark.django_db


def spent(caster: Caster, clock: Clock, **casts: int) -> None:
    """Let the voter have cast so many by now."""
    Voter.objects.filter(pk=caster.acting).update(minute=minute_of(clock.now), **casts)


def test_the_thirty_first_cast_of_a_minute_is_held_and_the_first_of_the_next_counts(
    comment: Comment, clock: Clock
) -> None:
    voter = browser()
    for number in range(30):
        assert cast(comment, voter, 1 if number % 2 else -1).state == "counted"
    late, later = make.comments(make.author(), 2)
    done = cast(late, voter, 1)
    assert (done.state, done.reason, sums(late)["held"], sums(late)["karma"]) == ("held", "pace", 1, 0)
    clock.pass_(minutes=1)
    assert cast(later, voter, 1).state == "counted"
    assert cast(late, voter, -1).state == "held"


def test_what_was_counted_before_the_limit_counts_on_when_it_is_changed_past_it(comment: Comment, clock: Clock) -> None:
    voter = browser()
    cast(comment, voter, 1)
    spent(voter, clock, minute_casts=60)
    assert cast(comment, voter, -1).sums["karma"] == -1


@pytest.mark.parametrize(("span", "limit"), [("minute_casts", 30), ("hour_casts", 100), ("day_casts", 300)])
def test_a_vote_is_held_past_the_limit_of_a_minute_an_hour_and_a_day(
    comment: Comment, clock: Clock, span: str, limit: int
) -> None:
    within, beyond = browser(), browser()
    spent(within, clock, **{span: limit - 1})
    spent(beyond, clock, **{span: limit})
    assert cast(comment, within, 1).reason == ""
    assert cast(comment, beyond, 1).reason == "pace"


@pytest.mark.parametrize(
    ("span", "limit", "minutes"), [("minute_casts", 300, 1), ("hour_casts", 1000, 30), ("day_casts", 3000, 690)]
)
def test_past_ten_times_the_limit_a_vote_is_refused_until_the_span_is_over(
    comment: Comment, clock: Clock, span: str, limit: int, minutes: int
) -> None:
    voter = browser()
    spent(voter, clock, **{span: limit})
    with pytest.raises(RefusedError) as refused:
        cast(comment, voter, 1)
    assert (refused.value.status, refused.value.reason, refused.value.retry_after) == (429, MANY, 60 * minutes)
    assert not CommentVote.objects.exists()
    clock.pass_(seconds=refused.value.retry_after or 0)
    assert cast(comment, voter, 1).state in {"counted", "held"}


def test_the_three_hundredth_cast_of_a_minute_is_taken(comment: Comment, clock: Clock) -> None:
    voter = browser()
    spent(voter, clock, minute_casts=299)
    assert cast(comment, voter, 1).state == "held"


def test_the_limits_of_a_voter_are_no_limits_of_another(comment: Comment, clock: Clock) -> None:
    spent(browser(), clock, minute_casts=3000)
    assert cast(comment, browser(), 1).state == "counted"


def votes_on_one_author(clock: Clock, how_many: int) -> tuple[Caster, list[Comment]]:
    """Somebody who has voted down so many comments of one author today, and more of them."""
    voter, comments = account(), make.comments(make.author(), how_many + 2)
    for number, comment in enumerate(comments[:-2]):
        if number % 20 == 19:
            clock.pass_(minutes=1)
        assert cast(comment, voter, -1).state == "counted"
    clock.pass_(minutes=1)
    return voter, comments[-2:]


def test_past_sixty_votes_one_way_on_one_author_more_of_them_are_held_that_day(clock: Clock) -> None:
    voter, (more, still_more) = votes_on_one_author(clock, 60)
    done = cast(more, voter, -1)
    assert (done.state, done.reason, done.sums["karma"], done.sums["held"]) == ("held", "aim", 0, 1)
    assert cast(still_more, voter, 1).state == "counted"
    assert cast(make.comment(make.author()), voter, -1).state == "counted"


def test_the_sixtieth_vote_one_way_on_one_author_counts_and_so_does_one_of_another_day(clock: Clock) -> None:
    voter, (sixtieth, other_day) = votes_on_one_author(clock, 59)
    assert cast(sixtieth, voter, -1).state == "counted"
    clock.pass_(days=1)
    assert cast(other_day, voter, -1).state == "counted"


def crowd(how_many: int) -> None:
    """So many new browsers of one network within this hour."""
    network = network_hash("192.0.2.1")
    Voter.objects.bulk_create(Voter(browser=f"{number}", network=network) for number in range(how_many))


def test_past_twenty_new_browsers_of_a_network_in_an_hour_what_one_more_casts_is_held_for_a_day(
    comment: Comment, clock: Clock
) -> None:
    crowd(20)
    done = press(ask("192.0.2.77"), comment, 1)
    assert (done.state, done.reason) == ("held", "crowd")
    other = make.comment(make.author())
    clock.pass_(hours=23)
    assert press(ask("192.0.2.77", browser=done.browser), other, 1).reason == "crowd"
    clock.pass_(hours=2)
    assert press(ask("192.0.2.77", browser=done.browser), make.comment(make.author()), 1).state == "counted"


def test_the_twentieth_new_browser_and_one_of_another_network_or_hour_are_no_crowd(
    comment: Comment, clock: Clock
) -> None:
    crowd(19)
    assert press(ask("192.0.2.77"), comment, 1).state == "counted"
    assert press(ask("198.51.100.1"), comment, 1).state == "counted"
    clock.pass_(minutes=61)
    assert press(ask("192.0.2.78"), comment, 1).state == "counted"


def test_past_two_hundred_new_browsers_of_a_network_in_an_hour_one_more_is_refused(
    comment: Comment, clock: Clock
) -> None:
    crowd(200)
    with pytest.raises(RefusedError) as refused:
        press(ask("192.0.2.77"), comment, 1)
    assert (refused.value.status, refused.value.reason, refused.value.retry_after) == (429, CROWD, 3600)
    assert Voter.objects.count() == 200
    assert press(ask("192.0.2.77", user=make.user()), comment, 1).state == "counted"
