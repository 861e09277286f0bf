"""Serving a picture to everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from tests import make
from tests.media import pictures
from tests.queries import captured, tables

if TYPE_CHECKING:
    from pathlib import Path

    from wiki.media.models import Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def image(media: Path) -> Image:
    return pictures.stored(make.user())


def body(response: Any) -> bytes:
    """All of a file that was sent."""
    return b"".join(response.streaming_content)


def test_it_works(client: Client, image: Image) -> None:
    with captured() as queries:
        response = client.get(image.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Content-Length"] == str(image.bytes)
    assert pictures.opened(body(response)).size == (40, 30)
    assert tables(queries) == ["media_image", "media_image"]


def test_it_is_a_picture_and_nothing_else_whoever_opens_it(client: Client, image: Image) -> None:
    response = client.get(image.get_absolute_url(), headers={"accept-encoding": "gzip"})
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    assert response["Content-Disposition"] == f'inline; filename="{image.name}"'
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in response
    assert "Content-Encoding" not in response
    body(response)


def test_who_has_it_is_not_sent_it_again(client: Client, image: Image) -> None:
    first = client.get(image.get_absolute_url())
    body(first)
    again = client.get(image.get_absolute_url(), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_its_head_alone_can_be_asked_for(client: Client, image: Image) -> None:
    response = client.head(image.get_absolute_url())
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    body(response)


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_else_can_be_done_to_it(client: Client, image: Image, method: str) -> None:
    assert getattr(client, method)(image.get_absolute_url()).status_code == 405


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../secret_key",
        "..%2fsecret_key",
        "%2e%2e/commonplace.sqlite3",
        "a" * 26,
        "a" * 26 + ".png",
        "a" * 26 + ".svg",
        "a" * 26 + ".png%00.html",
        "a" * 26 + ".png/",
        "A" * 26 + ".png",
        "a\u202e.png",
    ],
)
def test_any_other_name_is_not_found(client: Client, image: Image, name: str) -> None:
    assert client.get(f"/media/{name}").status_code == 404


def test_a_file_that_nobody_put_there_by_the_site_is_not_found(client: Client, image: Image, media: Path) -> None:
    name = "b" * 26 + ".png"
    (media / name).write_bytes(b"<script>")
    assert client.get(f"/media/{name}").status_code == 404


def test_a_picture_whose_file_is_lost_is_not_found(client: Client, image: Image, media: Path) -> None:
    (media / image.name).unlink()
    assert client.get(image.get_absolute_url()).status_code == 404


def test_who_had_a_removed_picture_is_told_that_it_is_gone(client: Client, image: Image) -> None:
    image.remove()
    answer = client.get(image.get_absolute_url(), headers={"if-none-match": f'"{image.name}"'})
    assert answer.status_code == 404
