"""A picture by an ordinary form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.media import pictures
from tests.media.pictures import sent
from wiki.media.models import Image

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db
ADDRESS = "/account/images/add/"


def test_it_works(client: Client, media: Path) -> None:
    client.force_login(make.owner())
    assert 'enctype="multipart/form-data"' in client.get(ADDRESS).content.decode()
    response = client.post(ADDRESS, {"image": sent(pictures.encoded()), "alt": "A wheel"})
    assert response["Location"] == "/account/images/"
    assert Image.objects.get().alt == "A wheel"


def test_what_is_refused_comes_back_with_its_description(client: Client, media: Path) -> None:
    client.force_login(make.owner())
    page = client.post(ADDRESS, {"image": sent(b"words"), "alt": "A wheel"}).content.decode()
    assert "This is not a picture" in page
    assert 'value="A wheel"' in page


def test_a_huge_one_is_refused_before_it_is_read(client: Client) -> None:
    client.force_login(make.owner())
    length = str(21 * 1024**2)
    answer = client.generic("POST", ADDRESS, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "more than 20 MB" in answer.content.decode()
    assert "Choose a picture first" not in answer.content.decode()


def test_only_authors_may_and_only_with_a_token(client: Client, media: Path) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/account/login/")
    client.force_login(make.user())
    assert client.post(ADDRESS, {"image": sent(pictures.encoded())}).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.owner())
    assert strict.post(ADDRESS, {"image": sent(pictures.encoded())}).status_code == 403
    assert not Image.objects.exists()
