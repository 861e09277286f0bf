"""What the tests of notices share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """A site that sends mail; here it only reaches `mailoutbox`."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.SITE_URL = "https://example.org"
    settings.DEFAULT_FROM_EMAIL = "Commonplace <site@example.org>"
