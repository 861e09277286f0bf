"""The picture at the head of one's page: sent, chosen, replaced, taken off."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.authors.desk import at_desk, signed_in, text
from tests.media import pictures
from tests.media.pictures import sent
from tests.queries import captured, tables
from wiki.log.models import Entry
from wiki.media.models import Image, new_name

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.django_db
ADDRESS = "/account/profile/photo/"


def test_it_works(media: Path) -> None:
    client, author = at_desk()
    assert 'enctype="multipart/form-data"' in text(client.get(ADDRESS))
    response = client.post(ADDRESS, {"image": sent(pictures.from_a_camera()), "alt": "Emmy at her desk"})
    assert response["Location"] == ADDRESS
    image = Image.objects.get()
    assert (image.uploader, image.alt) == (author.user, "Emmy at her desk")
    shown = f'<img class="photo" src="{image.get_absolute_url()}" alt="Emmy at her desk" width="128" height="128">'
    assert shown in text(Client().get("/"))
    assert shown in text(client.get(ADDRESS))
    entry = Entry.objects.about(author).get()
    assert (entry.verb, entry.actor_id) == ("photo changed", author.user_id)
    assert (entry.before, entry.after) == ({"photo": None}, {"photo": image.pk})


def test_a_photo_without_a_description_is_called_by_the_name(media: Path) -> None:
    client, _ = at_desk()
    client.post(ADDRESS, {"image": sent(pictures.encoded()), "alt": "\u200b"})
    assert 'alt="Emmy Noether"' in text(client.get("/"))


def test_it_is_replaced_by_one_s_own_other_picture_and_taken_off(media: Path) -> None:
    client, author = at_desk()
    first, second = pictures.stored(author.user), pictures.stored(author.user)
    for image in (first, second):
        assert f'value="{image.name}"' in text(client.get(ADDRESS))
        client.post(ADDRESS, {"choose": image.name})
        assert image.name in text(client.get("/"))
    assert first.name not in text(client.get("/"))
    client.post(ADDRESS, {"remove": "yes"})
    assert 'class="photo"' not in text(client.get("/"))
    assert Image.objects.count() == 2
    assert Entry.objects.about(author).count() == 3


def test_a_large_photo_is_stored_as_small_as_it_is_shown(media: Path) -> None:
    client, _ = at_desk()
    client.post(ADDRESS, {"image": sent(pictures.encoded("JPEG", (4000, 3000)))})
    image = Image.objects.get()
    assert (image.width, image.height) == (512, 384)


def test_choosing_what_is_there_already_is_not_noted(media: Path) -> None:
    client, author = at_desk()
    image = pictures.stored(author.user)
    for _ in range(2):
        client.post(ADDRESS, {"choose": image.name})
    assert Entry.objects.count() == 1


def test_a_photo_is_no_conflict_with_a_text_that_is_being_written(media: Path) -> None:
    client, author = at_desk()
    client.post(ADDRESS, {"image": sent(pictures.encoded())})
    form = {"name": "Emmy Noether", "bio": "Begun before.", "version": 1}
    assert client.post("/account/profile/", form).status_code == 302
    author.refresh_from_db()
    assert (author.bio, author.photo) == ("Begun before.", Image.objects.get())


def test_nobody_shows_another_s_picture_nor_changes_another_s_photo(media: Path) -> None:
    client, author = at_desk()
    theirs = pictures.stored(make.user())
    assert theirs.name not in text(client.get(ADDRESS))
    for name in (theirs.name, "nothing.png", "\x00", ""):
        assert client.post(ADDRESS, {"choose": name}).status_code == 404
    assert Client().get(ADDRESS)["Location"].startswith("/account/login/")
    assert Client().post(ADDRESS, {"remove": "yes"})["Location"].startswith("/account/login/")
    for user in (make.user(), make.owner(), make.author(user=make.user(), listed=False).user):
        stranger = signed_in(user)
        assert stranger.get(ADDRESS).status_code == 403
        assert stranger.post(ADDRESS, {"image": sent(pictures.encoded())}).status_code == 403
    other = make.author(user=make.user())
    signed_in(other.user).post(ADDRESS, {"image": sent(pictures.encoded())})
    author.refresh_from_db()
    assert author.photo is None


def test_only_with_a_token(media: Path) -> None:
    _, author = at_desk()
    strict = Client(enforce_csrf_checks=True)
    assert author.user
    strict.force_login(author.user)
    for told in ({"image": sent(pictures.encoded())}, {"remove": "yes"}):
        assert strict.post(ADDRESS, told).status_code == 403
    assert not Image.objects.exists()


def test_what_is_refused_comes_back_with_its_description(media: Path) -> None:
    client, _ = at_desk()
    page = text(client.post(ADDRESS, {"image": sent(b"words"), "alt": "A wheel"}))
    assert "This is not a picture" in page
    assert 'value="A wheel"' in page
    assert "Choose a picture first." in text(client.post(ADDRESS, {"alt": "A wheel"}))
    page = text(client.post(ADDRESS, {"image": sent(pictures.encoded()), "alt": "\x00"}))
    assert "control character" in page
    assert not Image.objects.exists()


def test_a_huge_one_is_refused_before_it_is_read(media: Path) -> None:
    client, _ = at_desk()
    length = str(21 * 1024**2)
    answer = client.generic("POST", ADDRESS, b"x", "multipart/form-data; boundary=x", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    assert "more than 20 MB" in text(answer)


def test_a_picture_s_owner_is_told_that_it_is_a_photo(media: Path) -> None:
    client, author = at_desk(bio="No picture in here.")
    image = pictures.stored(author.user)
    assert "Photo of" not in text(client.get("/account/images/"))
    client.post(ADDRESS, {"choose": image.name})
    page = text(client.get("/account/images/"))
    assert "Photo of Emmy Noether" in page
    assert "Biography of" not in page


def test_a_picture_that_is_removed_is_no_photo_any_more(media: Path) -> None:
    client, author = at_desk()
    image = pictures.stored(author.user)
    client.post(ADDRESS, {"choose": image.name})
    client.post(f"/account/images/{image.name}/remove/")
    author.refresh_from_db()
    assert author.photo is None
    assert client.get("/").status_code == 200


def test_the_profile_takes_no_query_more_for_it(media: Path) -> None:
    _, author = at_desk()
    author.show_photo(pictures.stored(author.user), actor=author.user)  # type: ignore[arg-type]
    with captured() as sql:
        Client().get("/")
    assert tables(sql) == ["authors_author", "comments_comment", "works_selectedwork", "pages_revision", "authors_link"]


def test_many_pictures_are_shown_in_parts(media: Path) -> None:
    client, author = at_desk()
    size = {"type": "image/png", "width": 1, "height": 1, "bytes": 1}
    Image.objects.bulk_create(Image(uploader=author.user, name=new_name("image/png"), **size) for _ in range(14))
    assert text(client.get(ADDRESS)).count('name="choose"') == 12
    address = text(client.get(ADDRESS)).split('rel="next" href="', 1)[1].split('"', 1)[0]
    assert text(client.get(ADDRESS + address)).count('name="choose"') == 2
    assert client.get(f"{ADDRESS}?cursor=x").status_code == 404


def test_a_blank_site_s_owner_is_led_to_their_profile_first() -> None:
    assert signed_in(make.owner()).get(ADDRESS)["Location"] == "/account/profile/"
