"""Who is believed about where a request comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client, RequestFactory

from accounts.clients import NOWHERE, client_address
from tests.accounts.signing import attempt

if TYPE_CHECKING:
    from pytest_django import Settings

    from accounts.models import User

FORGED = {
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9",
    "CF-Connecting-IP": "203.0.113.9",
    "Client-IP": "203.0.113.9",
}


def address(settings: Settings, count: int, forwarded: str | None, socket: str = "10.0.0.1") -> str:
    settings.TRUSTED_PROXY_COUNT = count
    request = RequestFactory().get("/", headers=FORGED)
    request.META["REMOTE_ADDR"] = socket
    if forwarded is not None:
        request.META["HTTP_X_FORWARDED_FOR"] = forwarded
    return client_address(request)


@pytest.mark.parametrize(
    ("count", "forwarded", "client"),
    [
        (0, None, "10.0.0.1"),
        (0, "192.0.2.1", "10.0.0.1"),
        (1, None, "10.0.0.1"),
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.9, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.1", "10.0.0.1"),
        (2, "192.0.2.1, 10.0.0.2", "192.0.2.1"),
        (2, "203.0.113.9,192.0.2.1,10.0.0.2", "192.0.2.1"),
    ],
)
def test_the_outermost_believed_proxy_says_it(
    settings: Settings, count: int, forwarded: str | None, client: str
) -> None:
    assert address(settings, count, forwarded) == client


@pytest.mark.parametrize(
    ("written", "client"),
    [
        ("192.0.2.1:4711", "192.0.2.1"),
        ("[2001:db8::1]:4711", "2001:db8::1"),
        ("[2001:DB8:0::1]", "2001:db8::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("fe80::1%eth0", "fe80::1"),
        ("unknown", "10.0.0.1"),
        ("", "10.0.0.1"),
        ("192.0.2.1.5:x", "10.0.0.1"),
        ("1" * 9000, "10.0.0.1"),
    ],
)
def test_every_spelling_is_one_address_and_nonsense_is_none(settings: Settings, written: str, client: str) -> None:
    assert address(settings, 1, written) == client


def test_a_request_through_a_local_socket_has_an_address_too(settings: Settings) -> None:
    assert address(settings, 0, None, socket="") == NOWHERE


@pytest.mark.parametrize(("count", "open_after"), [(0, False), (1, True), (2, False)])
def test_the_limits_on_signing_in_believe_no_more_than_that(
    settings: Settings, ada: User, count: int, open_after: bool
) -> None:
    """Behind one proxy each of these comes from a network of its own; else all come from the socket's other end."""
    settings.TRUSTED_PROXY_COUNT = count
    for number in range(10):
        attempt(Client(), f"user{number}@example.org", "wrong", HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert (attempt(Client(), HTTP_X_FORWARDED_FOR="192.0.2.99").status_code == 302) is open_after


def test_forged_entries_on_the_left_open_nothing(settings: Settings, ada: User) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    for number in range(10):
        attempt(Client(), f"user{number}@example.org", "wrong", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}, 192.0.2.1")
    assert b"Too many" in attempt(Client(), HTTP_X_FORWARDED_FOR="203.0.113.99, 192.0.2.1").content


def test_the_list_of_sessions_shows_the_same_address(settings: Settings, ada: User) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    attempt(Client(), HTTP_X_FORWARDED_FOR="203.0.113.9, 192.0.2.1")
    assert UserSession.objects.get().ip == "192.0.2.1"
