"""What the tests of votes share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.running import Site
from tests.votes.readers import Reader
from tests.votes.storms import Storm
from wiki.comments.models import Comment
from wiki.votes import networks
from wiki.votes.models import Voter


class Clock:
    """The time, which stands still until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 4, 12, 30, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        """Let so much time pass."""
        self.now += timedelta(**time)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that a test moves."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(Voter._meta.get_field("made_at"), "_get_default", clock)  # it took the clock at import
    return clock


@pytest.fixture(autouse=True)
def _no_key_of_another_test() -> Iterator[None]:
    """The key of a day is remembered in the process, and the database of the test before is gone."""
    networks.key.cache_clear()
    yield
    networks.key.cache_clear()


@pytest.fixture
def comment() -> Comment:
    """A published comment."""
    return make.comment(make.author())


@pytest.fixture
def storm(site: Site) -> Iterator[Storm]:
    """A storm on a site of its own, of which nothing is left running."""
    storm = Storm(site)
    yield storm
    storm.stop()


@pytest.fixture
def reader() -> Reader:
    """A reader whose browser has not voted yet."""
    return Reader()
