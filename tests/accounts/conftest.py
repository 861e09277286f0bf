"""What the tests of signing in share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from accounts.models import User
from tests import make
from tests.accounts.signing import PASSWORD

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture(autouse=True)
def _quick_hashes(settings: Settings) -> None:
    """The real ones take a third of a second each, by design."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def ada(db: None) -> User:
    """An owner with a password."""
    return make.owner(email="ada@example.org", password=PASSWORD)


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """A site that sends mail; here it only reaches `mailoutbox`."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
