"""How many votes of one network count, and how a network is known and forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command

from tests import make
from tests.votes.casting import ask, press, sums, unverified
from wiki.comments.votes import CommentVote
from wiki.votes import judging, networks
from wiki.votes.abstract import Axis
from wiki.votes.models import NetworkDay, Voter
from wiki.votes.networks import network_hash

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.votes.conftest import Clock
    from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db


def states(comment: Comment, *addresses: str) -> list[str]:
    """What becomes of a vote of a new browser from each of these addresses."""
    return [press(ask(address), comment, 1).state for address in addresses]


def test_of_one_network_two_votes_count_and_the_rest_are_held_and_shown_to_their_casters(comment: Comment) -> None:
    assert states(comment, "192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.3") == ["counted"] * 2 + ["held"] * 2
    done = press(ask("192.0.2.9"), comment, -1)
    assert (done.reason, done.mine["karma"], done.tally.karma, done.tally.held) == ("network", -1, 2, 3)
    assert (sums(comment)["karma"], sums(comment)["karma_votes"], sums(comment)["held"]) == (2, 2, 3)


def test_another_network_another_axis_and_another_comment_have_places_of_their_own(comment: Comment) -> None:
    states(comment, "192.0.2.1", "192.0.2.2")
    assert states(comment, "192.0.3.1") == ["counted"]
    assert press(ask("192.0.2.3"), comment, 1, Axis.AGREEMENT).state == "counted"
    assert states(make.comment(make.author()), "192.0.2.3") == ["counted"]


def test_how_many_count_is_the_owners_to_say(comment: Comment, settings: Settings) -> None:
    settings.VOTE_NETWORK_FULL = 1
    assert states(comment, "192.0.2.1", "192.0.2.2") == ["counted", "held"]


def test_who_takes_a_vote_back_keeps_its_place_and_gives_none_to_another(comment: Comment) -> None:
    first = press(ask("192.0.2.1"), comment, 1)
    states(comment, "192.0.2.2")
    press(ask("192.0.2.1", browser=first.browser), comment, 0)
    assert states(comment, "192.0.2.3") == ["held"]
    assert press(ask("192.0.2.1", browser=first.browser), comment, -1).state == "counted"


def test_what_is_held_is_held_after_a_change_and_from_another_network(comment: Comment) -> None:
    states(comment, "192.0.2.1", "192.0.2.2")
    third = press(ask("192.0.2.3"), comment, 1)
    for address, value in (("192.0.2.3", -1), ("192.0.2.3", 0), ("198.51.100.1", 1)):
        assert press(ask(address, browser=third.browser), comment, value).state == "held"
    assert sums(comment)["karma"] == 2


def test_on_another_day_a_network_has_new_places(comment: Comment, clock: Clock) -> None:
    states(comment, "192.0.2.1", "192.0.2.2", "192.0.2.3")
    clock.pass_(hours=12)
    assert clock.now.day == 5
    assert states(comment, "192.0.2.1", "192.0.2.2", "192.0.2.3") == ["counted", "counted", "held"]


def test_what_a_moderator_releases_counts_and_gives_no_place_to_another(comment: Comment) -> None:
    states(comment, "192.0.2.1", "192.0.2.2", "192.0.2.3")
    judging.judge("release", CommentVote.objects.all(), actor=make.owner(), reason="A lecture hall.")
    assert sums(comment)["karma"] == 3
    assert states(comment, "192.0.2.4") == ["held"]


def test_who_has_a_verified_address_is_exempt_and_takes_no_place(comment: Comment) -> None:
    users = [make.user() for _ in range(4)]
    assert [press(ask(user=user), comment, 2).state for user in users] == ["counted"] * 4
    assert states(comment, "192.0.2.1", "192.0.2.2") == ["counted"] * 2
    assert press(ask(user=unverified(make.user())), comment, 1).state == "held"
    assert CommentVote.objects.filter(network="").count() == 4


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.254", True),
        ("192.0.2.1", "192.0.3.1", False),
        ("2001:db8:0:100::1", "2001:db8:0:1ff:9::2", True),
        ("2001:db8:0:100::1", "2001:db8:0:200::1", False),
    ],
)
def test_a_network_is_an_ipv4_24_or_an_ipv6_56(one: str, other: str, same: bool) -> None:
    assert (network_hash(one) == network_hash(other)) is same


def test_an_ipv4_address_in_the_clothes_of_ipv6_is_the_same_network(comment: Comment) -> None:
    assert states(comment, "192.0.2.1", "::ffff:192.0.2.2", "::ffff:c000:203") == ["counted", "counted", "held"]


def test_a_forged_forwarded_for_changes_nothing(comment: Comment) -> None:
    forged = [ask("192.0.2.1", HTTP_X_FORWARDED_FOR=f"203.0.{number}.1") for number in range(4)]
    assert [press(request, comment, 1).state for request in forged] == ["counted", "counted", "held", "held"]


def test_behind_one_proxy_the_address_is_the_last_that_it_wrote(comment: Comment, settings: Settings) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    told = [ask("10.0.0.1", HTTP_X_FORWARDED_FOR=f"1.2.{number}.4, 203.0.113.9") for number in range(3)]
    assert [press(request, comment, 1).state for request in told] == ["counted", "counted", "held"]
    assert press(ask("10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.114.9"), comment, 1).state == "counted"


def test_a_network_has_another_hash_on_another_day(clock: Clock) -> None:
    before = network_hash("192.0.2.1")
    assert network_hash("192.0.2.1") == before
    clock.pass_(days=1)
    assert network_hash("192.0.2.1") != before
    assert NetworkDay.objects.count() == 2


def test_every_process_has_the_same_key_of_a_day(clock: Clock) -> None:
    before = network_hash("192.0.2.1")
    networks.key.cache_clear()
    assert network_hash("192.0.2.1") == before


def test_after_a_week_the_keys_are_destroyed_with_their_hashes_and_the_sums_stay(
    comment: Comment, clock: Clock
) -> None:
    states(comment, "192.0.2.1", "192.0.2.2", "192.0.2.3")
    told = sums(comment)
    clock.pass_(days=7)
    call_command("tidy")
    assert NetworkDay.objects.count() == 1
    assert not CommentVote.objects.filter(network="").exists()
    clock.pass_(days=1)
    call_command("tidy")
    assert not NetworkDay.objects.exists()
    assert not CommentVote.objects.exclude(network="").exists()
    assert not Voter.objects.exclude(network="").exists()
    call_command("recount")
    assert sums(comment) == told == {**told, "karma": 2, "held": 1}


def test_a_week_of_missed_tidying_is_caught_up(comment: Comment, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "BATCH", 2)
    for _ in range(14):
        states(comment, "192.0.2.1")
        clock.pass_(days=1)
    call_command("tidy")
    kept = clock.now.date() - timedelta(days=7)
    assert [row.day for row in NetworkDay.objects.order_by("day")] == [kept + timedelta(days=n) for n in range(7)]
    assert CommentVote.objects.exclude(network="").count() == 7
    assert Voter.objects.exclude(network="").count() == 7
    assert sums(comment)["karma"] == 14
