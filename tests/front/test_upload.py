"""A picture from the editor: who may send one, what is taken, and what is answered."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client, RequestFactory

from tests import make
from tests.media import pictures
from tests.media.pictures import sent
from wiki.media import forms
from wiki.media import pictures as taking
from wiki.media.forms import is_too_long
from wiki.media.models import Image

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "/account/images/upload/"


@pytest.fixture
def author(client: Client, media: Path) -> User:
    """A listed author, who is signed in."""
    user = make.user()
    make.author(user=user)
    client.force_login(user)
    return user


def refusal(response: Any, status: int) -> str:
    """The sentence of an answer with this status."""
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    told: dict[str, str] = json.loads(response.content)
    assert set(told) == {"error"}
    return told["error"]


def test_it_works(client: Client, author: User, media: Path) -> None:
    response = client.post(ADDRESS, {"image": sent(pictures.from_a_camera(), "IMG_1.JPG", "image/jpeg")})
    image = Image.objects.get()
    assert response.json() == {"image_code": f"![](/media/{image.name})", "address": f"/media/{image.name}"}
    assert (image.uploader, image.type, image.width, image.height) == (author, "image/jpeg", 30, 40)
    assert pictures.files(media) == [image.name]
    assert re.fullmatch(r"[a-z2-7]{26}\.jpg", image.name)
    assert image.bytes == (media / image.name).stat().st_size


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.html",
        "photo\u202egnp.html",
        "n" * 300 + ".png",
        "a\0b.png",
        "con",
        ".htaccess",
        "x.png.exe",
        "ü.PNG",
    ],
)
def test_its_name_is_ours_whatever_its_sender_called_it(client: Client, author: User, media: Path, name: str) -> None:
    assert client.post(ADDRESS, {"image": sent(pictures.encoded(), name, "text/html")}).status_code == 200
    assert re.fullmatch(r"[a-z2-7]{26}\.png", Image.objects.get().name)
    assert pictures.files(media) == [Image.objects.get().name]


def test_its_type_is_what_it_is_and_not_what_is_said(client: Client, author: User) -> None:
    content = pictures.encoded("PNG", mode="RGBA")
    assert client.post(ADDRESS, {"image": sent(content, "photo.jpg", "image/jpeg")}).status_code == 200
    assert Image.objects.get().type == "image/png"


# Their bytes are made when the test runs: who only lists the tests should not wait for a bomb.
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a page as a GIF": ("evil.html", lambda: b"<script>alert(1)</script>", "image/gif"),
    "a page that begins as a GIF": ("evil.html", lambda: b"GIF89a/*<script>alert(1)</script>", "image/gif"),
    "no picture": ("photo.png", lambda: b"words", "image/png"),
    "an SVG": ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
    "a TIFF as a PNG": ("a.png", lambda: pictures.encoded("TIFF"), "image/png"),
    "cut off": ("a.jpg", lambda: pictures.encoded("JPEG", (400, 300))[:700], "image/jpeg"),
    "empty": ("a.png", lambda: b"", "image/png"),
    "a bomb": ("a.png", pictures.bomb, "image/png"),
}


@pytest.mark.parametrize(("name", "content", "type_"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_good_picture_is_refused_and_nothing_is_left(
    client: Client, author: User, media: Path, name: str, content: Callable[[], bytes], type_: str
) -> None:
    told = refusal(client.post(ADDRESS, {"image": sent(content(), name, type_)}), 400)
    assert re.fullmatch(r"[A-Z].+\. .+\.", told)
    assert not Image.objects.exists()
    assert pictures.files(media) == []


@pytest.mark.parametrize("data", [{}, {"image": "words"}, {"other": "x"}])
def test_a_form_without_a_file_is_told_so(client: Client, author: User, data: dict[str, str]) -> None:
    assert "hoose a picture" in refusal(client.post(ADDRESS, data), 400)


def test_a_crash_of_the_decoder_is_a_refusal_and_the_next_is_taken(
    client: Client, author: User, media: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = tmp_path / "crash.py"
    crash.write_text("import os; os.kill(os.getpid(), 11)")
    with monkeypatch.context() as patched:
        patched.setattr(taking, "DECODER", crash)
        refusal(client.post(ADDRESS, {"image": sent(pictures.encoded())}), 400)
    assert pictures.files(media) == []
    assert client.post(ADDRESS, {"image": sent(pictures.encoded())}).status_code == 200


def test_more_than_twenty_megabytes_are_refused_before_they_are_read(client: Client, author: User) -> None:
    huge = client.generic("POST", ADDRESS, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(21 * 1024**2))
    assert refusal(huge, 413) == forms.TOO_MANY_BYTES


def test_and_so_is_a_file_that_turns_out_larger(client: Client, author: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "LARGEST", 10)
    assert refusal(client.post(ADDRESS, {"image": sent(pictures.encoded())}), 413) == forms.TOO_MANY_BYTES


@pytest.mark.parametrize("who", ["nobody", "a reader", "an unlisted author"])
def test_only_authors_may(client: Client, media: Path, who: str) -> None:
    if who != "nobody":
        user = make.user()
        client.force_login(user)
        if who == "an unlisted author":
            make.author(user=user, listed=False)
    assert "Only authors" in refusal(client.post(ADDRESS, {"image": sent(pictures.encoded())}), 403)
    assert pictures.files(media) == []


def test_an_owner_without_an_author_may(client: Client, media: Path) -> None:
    client.force_login(make.owner())
    assert client.post(ADDRESS, {"image": sent(pictures.encoded())}).status_code == 200


def test_without_its_token_it_is_refused_in_json(author: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(author)
    assert "reload" in refusal(client.post(ADDRESS, {"image": sent(pictures.encoded())}), 403)
    assert not Image.objects.exists()


def test_a_get_changes_nothing(client: Client, author: User) -> None:
    assert client.get(ADDRESS).status_code == 405


def test_a_row_that_cannot_be_made_leaves_no_file(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("wiki.media.models.ImageQuerySet.create", fails)
    with pytest.raises(RuntimeError):
        pictures.stored(make.user())
    assert pictures.files(media) == []


@pytest.mark.parametrize("length", ["abc", "1e9", "9" * 5_000, "-1"])
def test_a_length_that_is_none_counts_as_too_long(length: str) -> None:
    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = length
    assert is_too_long(request)
