"""Many votes from one network: accepted, held from the third, and shown to their caster."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.comments.voting import (
    PAGE,
    address,
    press,
    sums,
    words,
)
from wiki.comments.models import Comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author(name="Emmy Noether"), body="Rings & ideals.", on_title="On rings")


def test_the_third_vote_of_a_network_is_held_and_its_caster_is_told(comment: Comment) -> None:
    answers = [press(Client(REMOTE_ADDR=f"127.9.9.{host}"), comment).json() for host in (1, 2)]
    assert [answer["karma"] for answer in answers] == [1, 2]
    third = Client(REMOTE_ADDR="127.9.9.3")
    why = "more than a few came from one network that day"
    assert press(third, comment).json() == {
        **sums(2, 2, 0, 0, 1),
        "mine": {"karma": 1, "agreement": 0},
        "state": "held",
        "reason": why,
    }
    part = third.post(f"{address(comment)}?part=1", {"axis": "karma", "value": 1}, headers={"accept": PAGE})
    assert f"<p>Your vote is kept, but held for review: {why}.</p>" in part.content.decode()
    response = third.post(address(comment), {"axis": "karma", "value": 1}, follow=True, headers={"accept": PAGE})
    assert response.redirect_chain == [(address(comment), 303)]
    text = words(response.content)
    assert f"Your vote: worth reading. Your vote is kept, but held for review: {why}." in text
    assert "1 held for review." in text
    assert press(third, comment, 1, "agreement").json()["agreement"] == 1
    assert press(third, comment, 0).json() == sums(2, 2, 1, 1, 0) | {"mine": {"karma": 0, "agreement": 1}}
    assert "Your vote is kept" not in words(third.get(address(comment)).content)
    assert "held for review:" not in words(Client(REMOTE_ADDR="127.9.9.1").get(address(comment)).content)


def test_the_third_vote_of_an_ipv6_network_is_held(comment: Comment) -> None:
    addresses = ("2001:db8:0:1::1", "2001:db8:0:2::1", "2001:db8:0:ff::1", "2001:db8:0:100::1")
    answers = [press(Client(REMOTE_ADDR=where), comment).json() for where in addresses]
    assert [answer["karma"] for answer in answers] == [1, 2, 2, 3]
    assert [answer.get("state") for answer in answers] == [None, None, "held", None]


@pytest.mark.parametrize(
    ("count", "forwarded"),
    [
        (0, "203.0.{n}.1"),
        (1, "203.0.{n}.1, 198.51.100.1"),
        (2, "203.0.{n}.1, 198.51.100.1, 10.0.0.1"),
    ],
)
def test_a_forged_header_makes_no_other_network(
    comment: Comment, settings: Settings, count: int, forwarded: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = count
    told = [
        press(Client(REMOTE_ADDR="127.9.9.1"), comment, headers={"x-forwarded-for": forwarded.format(n=n)}).json()
        for n in range(3)
    ]
    assert [answer["held"] for answer in told] == [0, 0, 1]


@pytest.mark.parametrize(("count", "forwarded"), [(1, "{n}.0.0.1"), (2, "{n}.0.0.1, 10.0.0.1")])
def test_behind_a_proxy_each_network_is_its_own(
    comment: Comment, settings: Settings, count: int, forwarded: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = count
    told = [
        press(Client(REMOTE_ADDR="127.9.9.1"), comment, headers={"x-forwarded-for": forwarded.format(n=n)}).json()
        for n in range(21, 25)
    ]
    assert [answer["held"] for answer in told] == [0, 0, 0, 0]
