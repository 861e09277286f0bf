"""Choosing the name that one goes by."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.front.reading import at_desk, reader
from wiki.authors.models import Author
from wiki.authors.names import DOUBLE, SHUNNED
from wiki.moderation.models import Person, Rule

pytestmark = pytest.mark.django_db
ADDRESS = "/account/name/"


def test_it_works() -> None:
    author = reader(name="Grace")
    said = make.comment(author)
    client = at_desk(author)
    assert 'value="Grace"' in client.get(ADDRESS).content.decode()
    assert client.post(ADDRESS, {"name": "Amazing Grace"})["Location"] == author.get_absolute_url()
    assert "Amazing Grace" in Client().get(said.get_absolute_url()).content.decode()


def test_who_has_said_nothing_yet_can_choose_one_too() -> None:
    user = make.user()
    client = at_desk(user)
    assert client.get(ADDRESS).status_code == 200
    assert not Author.objects.exists()
    client.post(ADDRESS, {"name": "Grace"})
    author = Author.objects.get()
    assert (author.user, author.name, author.listed) == (user, "Grace", False)


def test_a_name_that_will_not_do_comes_back_with_the_reason() -> None:
    make.author(name="Ada")
    page = at_desk(reader(name="Grace")).post(ADDRESS, {"name": "Аda"}).content.decode()
    assert DOUBLE in page
    assert 'value="Аda"' in page


@pytest.mark.parametrize("name", ["Casino best dot example", "Best CASINÓ", "Grace (www.evil.example)"])
def test_a_name_that_holds_what_is_on_the_list_comes_back_without_saying_what(name: str) -> None:
    Rule.objects.create(kind="word", text="casino")
    Rule.objects.create(kind="domain", text="evil.example")
    author = reader(name="Grace")
    answer = at_desk(author).post(ADDRESS, {"name": name})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert SHUNNED in page
    assert f'value="{name}"' in page
    assert "list" not in SHUNNED
    author.refresh_from_db()
    assert author.name == "Grace"


def test_who_writes_here_is_called_what_they_like() -> None:
    Rule.objects.create(kind="word", text="casino")
    author = make.author(user=make.user())
    typed = {"name": "Casino Royal", "version": author.version}
    answer = at_desk(author).post("/account/profile/", typed)
    assert answer.status_code == 302, answer.content.decode()
    author.refresh_from_db()
    assert author.name == "Casino Royal"


def test_a_name_is_shown_as_text() -> None:
    author = reader(name="Grace")
    at_desk(author).post(ADDRESS, {"name": "<img src=x>"})
    page = Client().get(make.comment(author).get_absolute_url()).content.decode()
    assert "<img src=x>" not in page
    assert "&lt;img src=x&gt;" in page


@pytest.mark.parametrize("who", ["an author", "the owner of a new site"])
def test_who_writes_here_has_it_on_their_profile(who: str) -> None:
    user = make.owner() if who != "an author" else make.account(make.author(user=make.user()))
    client = at_desk(user)
    for answer in (client.get(ADDRESS), client.post(ADDRESS, {"name": "Eve"})):
        assert answer["Location"] == "/account/profile/"
    assert not Author.objects.filter(name="Eve").exists()


def test_who_is_signed_out_is_asked_to_sign_in_and_keeps_the_name(client: Client) -> None:
    assert client.get(ADDRESS)["Location"] == f"/account/login/?next={ADDRESS}"
    answer = client.post(ADDRESS, {"name": "Grace Kept"})
    assert (answer.status_code, b"Grace Kept" in answer.content) == (403, True)


def test_a_blocked_reader_takes_no_other_name_and_keeps_what_they_typed() -> None:
    author = reader(name="Grace")
    Person.objects.create(author=author, blocked_at=timezone.now())
    client = at_desk(author)
    assert client.get(ADDRESS).status_code == 403
    answer = client.post(ADDRESS, {"name": "You are all fools"})
    assert answer.status_code == 403
    assert "You are all fools" in answer.content.decode()
    author.refresh_from_db()
    assert author.name == "Grace"
