"""A client that asks faster than anybody reads is asked to wait."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.models import User
from wiki.lib import throttling
from wiki.lib.throttling import strangers_throttled

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    at(monkeypatch, 1_000_000_020)


def at(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    """Let it be so many seconds after 1970, for the one who counts alone."""
    monkeypatch.setattr(throttling, "time", SimpleNamespace(time=lambda: seconds))


@strangers_throttled(3)
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Here you are.")


def ask(address: str = "192.0.2.1", user: Any = None, **headers: str) -> HttpResponse:
    request = RequestFactory().get("/", REMOTE_ADDR=address, **headers)  # type: ignore[arg-type]
    request.user = user or AnonymousUser()
    return view(request)


def test_it_works() -> None:
    assert [ask().status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    answer = ask()
    assert answer["Retry-After"] == "60"
    assert "Wait a minute" in answer.content.decode()


def test_the_next_minute_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [ask().status_code for _ in range(4)][-1] == 429
    at(monkeypatch, 1_000_000_081)
    assert ask().status_code == 200


def test_each_address_has_its_own_count_whatever_it_says_of_itself() -> None:
    assert [ask(HTTP_X_FORWARDED_FOR=f"198.51.100.{n}").status_code for n in range(4)][-1] == 429
    assert ask("192.0.2.2").status_code == 200


def test_who_is_signed_in_is_not_counted() -> None:
    assert {ask(user=User(pk=1)).status_code for _ in range(6)} == {200}


def test_no_address_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[str] = []

    def add(key: str, *_args: Any, **_kwargs: Any) -> bool:
        kept.append(key)
        return True

    monkeypatch.setattr(cache, "add", add)
    ask("192.0.2.77")
    assert len(kept) == 1
    assert "192.0.2" not in kept[0]
