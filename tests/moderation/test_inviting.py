from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import Settings

from tests import make
from wiki.moderation.inviting import may_reply

pytestmark = pytest.mark.django_db


def test_everyone_is_invited_where_readers_may_reply() -> None:
    assert may_reply(AnonymousUser())
    assert may_reply(make.user())


def test_only_who_writes_here_is_where_they_may_not(settings: Settings) -> None:
    settings.REPLIES = "closed"
    assert not may_reply(AnonymousUser())
    assert not may_reply(make.account(make.author(user=make.user(), listed=False)))
    assert may_reply(make.account(make.author(user=make.user())))
