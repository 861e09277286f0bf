"""The list of one's own pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from tests import make
from tests.media import pictures
from tests.queries import captured
from wiki.media.models import Image

if TYPE_CHECKING:
    from pathlib import Path

    from accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "/account/images/"


@pytest.fixture
def user(client: Client, media: Path) -> User:
    user = make.user()
    client.force_login(user)
    return user


def row(user: User, number: int) -> Image:
    """A picture without a file."""
    name = f"{'abcdefgh'[number % 8]}{'a' * 23}{'abcdefgh'[number // 8]}b.png"
    return Image.objects.create(uploader=user, name=name, type="image/png", width=4, height=3, bytes=9)


def test_it_works(client: Client, user: User) -> None:
    author = make.primary(name="Ada", user=user)
    image = pictures.stored(user, alt='A "wheel" [1]')
    work = make.work(author, title="On wheels", abstract=f"See ![]({image.get_absolute_url()})")
    comment = make.comment(author, body=f"Look: {image.markdown}")
    author.bio = image.markdown
    author.publish([])
    page = client.get(ADDRESS).content.decode()
    assert f'src="{image.get_absolute_url()}"' in page
    assert "![A &quot;wheel&quot; \\[1\\]](/media/" in page
    assert 'alt="A &quot;wheel&quot; [1]"' in comment.html.replace("&#34;", "&quot;")
    assert "Biography of Ada" in page
    assert f"Abstract of {work.title}" in page
    assert comment.get_absolute_url() in page


def test_others_pictures_are_not_in_it(client: Client, user: User) -> None:
    image = pictures.stored(make.user())
    assert image.name not in client.get(ADDRESS).content.decode()


def test_a_stranger_is_asked_to_sign_in(client: Client, db: None) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/account/login/")


def test_a_text_that_nobody_may_read_is_not_named(client: Client, user: User) -> None:
    image = pictures.stored(user)
    make.comment(make.author(), body=image.markdown, state="hidden", public_id="secret-one")
    page = client.get(ADDRESS).content.decode()
    assert "secret-one" not in page
    assert "Not used in any text" in page


def test_more_pictures_are_no_more_queries(client: Client, user: User) -> None:
    row(user, 0)
    with captured() as few:
        client.get(ADDRESS)
    for number in range(1, 30):
        row(user, number)
    with captured() as many:
        client.get(ADDRESS)
    assert len(many) == len(few)


def test_the_list_goes_on_and_leads_back(client: Client, user: User) -> None:
    rows = [row(user, number) for number in range(31)]
    page = client.get(ADDRESS).content.decode()
    assert rows[0].name not in page
    rest = client.get(f"{ADDRESS}?cursor=a{rows[1].pk}.{rows[1].pk}").content.decode()
    assert f"?cursor=a{rows[1].pk}.{rows[1].pk}" in page
    assert rows[0].name in rest
    assert rows[1].name not in rest
    assert rows[1].name in client.get(f"{ADDRESS}?cursor=b{rows[0].pk}.{rows[0].pk}").content.decode()


@pytest.mark.parametrize("cursor", ["x", "a1", "a1.x' OR 1", "a99999999999999999999.1", "a1.x", "a1.2", "a1.1.1"])
def test_a_place_that_is_none_is_not_found(client: Client, user: User, cursor: str) -> None:
    assert client.get(ADDRESS, {"cursor": cursor}).status_code == 404


@pytest.mark.parametrize("wrong", [{"type": "image/svg+xml"}, {"width": 0}, {"bytes": 0}])
def test_the_database_takes_no_other_rows(user: User, wrong: dict[str, object]) -> None:
    good = {"uploader": user, "name": "x", "type": "image/png", "width": 1, "height": 1, "bytes": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Image.objects.create(**good | wrong)
