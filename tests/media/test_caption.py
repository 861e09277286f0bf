"""Saying what a picture shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.media import pictures

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db


def test_it_works(client: Client, media: Path) -> None:
    user = make.user()
    image = pictures.stored(user)
    client.force_login(user)
    address = f"/account/images/{image.name}/caption/"
    assert "What it shows" in client.get(address).content.decode()
    assert client.post(address, {"alt": "A wheel"})["Location"] == "/account/images/"
    image.refresh_from_db()
    assert image.markdown == f"![A wheel](/media/{image.name})"
    client.post(address, {"alt": ""})
    image.refresh_from_db()
    assert image.alt == ""


def test_a_description_that_is_too_long_comes_back(client: Client, media: Path) -> None:
    user = make.user()
    image = pictures.stored(user)
    client.force_login(user)
    page = client.post(f"/account/images/{image.name}/caption/", {"alt": "w" * 501}).content.decode()
    assert "w" * 501 in page
    assert "at most 500" in page


def test_another_s_picture_is_not_found(client: Client, media: Path) -> None:
    image = pictures.stored(make.user(), alt="Mine")
    client.force_login(make.owner())
    assert client.post(f"/account/images/{image.name}/caption/", {"alt": "Yours"}).status_code == 404
    image.refresh_from_db()
    assert image.alt == "Mine"
