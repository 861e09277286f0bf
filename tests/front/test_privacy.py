"""What the site says that it keeps."""

from __future__ import annotations

import re

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.accounts.signing import PASSWORD, attempt
from tests.comments.voting import press
from tests.front.voting import page
from tests.queries import captured

ADDRESS = "/privacy/"


def words(client: Client) -> str:
    """The text without its markup."""
    return " ".join(re.sub(r"<[^>]+>", "", page(client, ADDRESS)).split())


def test_it_works(client: Client) -> None:
    text = words(client)
    for said in (
        "Only the first 2 votes without an account on one thing, from one network, on one day count at once",
        "When 7 days have passed, key and hashes are destroyed.",
        "voter: the random number, from the first vote, for 180 days.",
        "sessionid: that you are signed in, for 14 days or until you sign out.",
    ):
        assert said in text
    assert page(client, ADDRESS).count("<h1") == 1


@pytest.mark.django_db
def test_it_is_the_same_for_everyone_without_a_session(client: Client) -> None:
    voted = Client()
    press(voted, make.comment(make.author()))
    with captured() as asked:
        response = client.get(ADDRESS)
        other = voted.get(ADDRESS)
    assert asked == []
    assert response.content == other.content
    assert response["Cache-Control"] == other["Cache-Control"] == "public, no-cache"
    assert response["ETag"] == other["ETag"]
    assert not response.cookies
    assert not other.cookies


def test_it_follows_the_settings(client: Client, settings: Settings) -> None:
    assert "can vote here" not in words(client)
    settings.VOTING, settings.VOTE_NETWORK_FULL, settings.VOTER_COOKIE_DAYS = "accounts", 1, 0
    text = words(client)
    assert "Only people who are signed in can vote here." in text
    assert "Only the first vote without an account" in text
    assert "until you close the browser" in text
    settings.VOTING, settings.VOTER_COOKIE_DAYS = "closed", 1
    text = words(client)
    assert "Voting is closed here." in text
    assert "for 1 day." in text


def test_it_tells_what_is_noted_of_answers(client: Client) -> None:
    text = words(client)
    assert "The note holds no words and no address, and goes after a year" in text
    assert "nothing that tells whether you open them" in text


def test_every_page_leads_to_it(client: Client) -> None:
    for address in ("/account/login/", ADDRESS, "/votes/"):
        assert 'href="/privacy/"' in page(client, address)


@pytest.mark.django_db
def test_the_line_of_a_session_that_is_over_goes_at_the_next_sign_in(client: Client) -> None:
    make.user(email="ada@example.org", password=PASSWORD)
    attempt(client)
    over = UserSession.objects.get()
    client.post("/account/logout/")
    assert UserSession.objects.get() == over
    attempt(client)
    assert UserSession.objects.get() != over
