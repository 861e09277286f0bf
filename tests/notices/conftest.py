"""What the tests of notices share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import make
from tests.notices.telling import person

if TYPE_CHECKING:
    from pytest_django import Settings

    from wiki.authors.models import Author


@pytest.fixture
def ada() -> Author:
    """Whose site it is."""
    return make.primary(name="Ada", user=make.owner(email="ada@example.org"))


@pytest.fixture
def eve() -> Author:
    """A reader."""
    return person("Eve")


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """A site that sends mail; here it only reaches `mailoutbox`."""
    settings.EMAIL_URL = "smtp://mail.example"
    settings.SITE_URL = "https://example.org"
    settings.DEFAULT_FROM_EMAIL = "Commonplace <site@example.org>"
