"""Taking a picture off the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.media import pictures
from wiki.media.models import Image

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_works(client: Client, media: Path) -> None:
    user = make.user()
    image = pictures.stored(user)
    author = make.author(user=user)
    comment = make.comment(author, body=image.markdown)
    client.force_login(user)
    address = f"/account/images/{image.name}/remove/"
    page = client.get(address).content.decode()
    assert comment.get_absolute_url() in page
    assert pictures.files(media) == [image.name]
    assert client.post(address)["Location"] == "/account/images/"
    assert not Image.objects.exists()
    assert pictures.files(media) == []
    assert client.get(image.get_absolute_url()).status_code == 404


def test_another_s_picture_is_not_found(client: Client, media: Path) -> None:
    image = pictures.stored(make.user())
    address = f"/account/images/{image.name}/remove/"
    assert client.post(address)["Location"].startswith("/account/login/")
    client.force_login(make.owner())
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404
    assert pictures.files(media) == [image.name]
