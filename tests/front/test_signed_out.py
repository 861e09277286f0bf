"""After signing out."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.accounts.signing import PASSWORD, attempt
from tests.comments.voting import press
from tests.front.voting import page
from wiki.votes import cookies

pytestmark = pytest.mark.django_db
ADDRESS = "/account/signed-out/"


def test_it_works(client: Client) -> None:
    make.user(email="ada@example.org", password=PASSWORD)
    press(client, make.comment(make.author()))
    kept = client.cookies[cookies.name()].value
    attempt(client)
    text = client.post("/account/logout/", follow=True).content.decode()
    assert "You are signed out" in text
    assert 'action="/votes/forget/"' in text
    assert client.cookies[cookies.name()].value == kept


def test_a_browser_without_a_vote_goes_to_the_first_page(client: Client) -> None:
    response = client.get(ADDRESS)
    assert response["Location"] == "/"
    assert not response.cookies
    client.cookies[cookies.name()] = "made up"
    assert client.get(ADDRESS)["Location"] == "/"


def test_so_does_whoever_is_signed_in(client: Client) -> None:
    press(client, make.comment(make.author()))
    assert "You are signed out" in page(client, ADDRESS)
    client.force_login(make.user())
    assert client.get(ADDRESS)["Location"] == "/"
