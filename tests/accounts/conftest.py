"""What the tests of signing in share."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal import auth

from accounts.models import User
from tests import make
from tests.accounts.elsewhere import KEYS, Elsewhere
from tests.accounts.signing import NOW, PASSWORD

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No code runs out between the app that shows it and the site that checks it."""
    monkeypatch.setattr(auth, "time", SimpleNamespace(time=lambda: NOW))


@pytest.fixture
def ada(db: None) -> User:
    """An owner with a password."""
    return make.owner(email="ada@example.org", password=PASSWORD)


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """A site that sends mail; here it only reaches `mailoutbox`."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True


@pytest.fixture
def elsewhere(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    """A site with the keys of both providers, and both providers, played."""
    settings.SOCIALACCOUNT_PROVIDERS = {
        name: found | {"APPS": [KEYS]} for name, found in settings.SOCIALACCOUNT_PROVIDERS.items()
    }
    played = Elsewhere()
    monkeypatch.setattr("wiki.lib.outside.session", played.session)
    return played
