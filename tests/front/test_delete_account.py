"""Deleting one's account: told what goes, asked to mean it, and gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tests.accounts.signing import PASSWORD, is_signed_in, long_after_signing_in, signed_in
from tests.comments.voting import press
from tests.front.voting import karma
from wiki.authors.models import Author
from wiki.comments.answering import answer
from wiki.comments.models import Comment
from wiki.comments.states import State
from wiki.votes import cookies
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from wiki.pages.models import Page

pytestmark = pytest.mark.django_db
ADDRESS = "/account/delete/"
OWN = "rosa@example.org"


@pytest.fixture
def rosa() -> Author:
    """A reader who can sign in."""
    return make.author(user=make.user(email=OWN, password=PASSWORD), name="Rosa", slug="rosa", listed=False)


@pytest.fixture
def wheels() -> Page:
    """A page that somebody else wrote."""
    return make.page(make.primary(user=make.owner()), title="Wheels")


def leave(client: Client, **said: str) -> int:
    """Send the form with these fields."""
    status: int = client.post(ADDRESS, {"replies": "remove", "address": OWN} | said).status_code
    return status


def test_it_works(rosa: Author, wheels: Page) -> None:
    said = answer(wheels, rosa, "What I said.", actor=make.account(rosa))
    client = signed_in(OWN)
    told = client.get(ADDRESS).content.decode()
    assert "What you said in public (1 reply)" in told
    response = client.post(ADDRESS, {"replies": "remove", "address": OWN})
    assert "Your account is deleted" in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert not User.objects.filter(email=OWN).exists()
    assert client.get(said.get_absolute_url()).status_code == 404
    assert "What I said." not in client.get(wheels.get_absolute_url()).content.decode()
    assert not is_signed_in(client)


def test_replies_stay_under_no_name_where_that_was_chosen(rosa: Author, wheels: Page) -> None:
    said = answer(wheels, rosa, "What I said.", actor=make.account(rosa))
    assert leave(signed_in(OWN), replies="anonymous") == 200
    text = Client().get(said.get_absolute_url()).content.decode()
    assert "What I said." in text
    assert "Anonymous" in text
    assert "Rosa" not in text
    assert 'href="/authors/anonymous' not in text


def test_who_left_has_no_page(rosa: Author, wheels: Page) -> None:
    answer(wheels, rosa, "What I said.", actor=make.account(rosa))
    leave(signed_in(OWN), replies="anonymous")
    left = Author.objects.get(pk=rosa.pk)
    for slug in ("rosa", left.slug):
        assert Client().get(f"/authors/{slug}/").status_code == 404


def test_they_are_signed_out_everywhere(rosa: Author) -> None:
    here, elsewhere = signed_in(OWN), signed_in(OWN)
    leave(here)
    assert not is_signed_in(here)
    assert not is_signed_in(elsewhere)


@pytest.mark.parametrize("typed", ["", "rose@example.org", "rosa"])
def test_nothing_goes_without_the_address(rosa: Author, typed: str) -> None:
    client = signed_in(OWN)
    response = client.post(ADDRESS, {"replies": "anonymous", "address": typed})
    text = response.content.decode()
    assert "errorlist" in text
    assert re.search(r'value="anonymous"[^>]* checked', text)
    assert not re.search(r'value="remove"[^>]* checked', text)
    assert User.objects.filter(email=OWN).exists()


def test_its_case_does_not_matter(rosa: Author) -> None:
    leave(signed_in(OWN), address=f" {OWN.upper()} ")
    assert not User.objects.filter(email=OWN).exists()


@pytest.mark.parametrize("chosen", ["", "hide"])
def test_nothing_goes_without_a_choice(rosa: Author, chosen: str) -> None:
    client = signed_in(OWN)
    response = client.post(ADDRESS, {"replies": chosen, "address": OWN})
    assert "Choose one of the two." in response.content.decode()
    assert User.objects.filter(email=OWN).exists()


def test_asking_changes_nothing(rosa: Author) -> None:
    signed_in(OWN).get(ADDRESS)
    assert User.objects.filter(email=OWN).exists()


def test_who_signed_in_long_ago_shows_again_who_they_are(rosa: Author) -> None:
    client = long_after_signing_in(signed_in(OWN))
    assert client.get(ADDRESS)["Location"].startswith("/account/reauthenticate/")
    assert leave(client) == 302
    assert User.objects.filter(email=OWN).exists()


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(ADDRESS)["Location"].startswith("/account/login/")
    assert client.post(ADDRESS)["Location"].startswith("/account/login/")


def test_another_site_cannot_do_it(rosa: Author) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = signed_in(OWN).cookies
    assert leave(careful) == 403
    assert User.objects.filter(email=OWN).exists()


def test_the_last_owner_is_told_why_not(wheels: Page) -> None:
    make.owner(email=OWN, password=PASSWORD)
    User.objects.exclude(email=OWN).update(is_superuser=False)
    client = signed_in(OWN)
    text = client.get(ADDRESS).content.decode()
    assert "Give these rights to somebody else" in text
    assert 'name="address"' not in text
    assert leave(client) == 409
    assert User.objects.filter(email=OWN).exists()


def test_whom_the_site_is_about_is_told_why_not() -> None:
    make.owner()
    make.primary(user=make.user(email=OWN, password=PASSWORD))
    client = signed_in(OWN)
    assert "Make somebody else the primary author" in client.get(ADDRESS).content.decode()
    assert leave(client) == 409


def test_a_co_author_is_told_of_pages_and_works() -> None:
    make.author(user=make.user(email=OWN, password=PASSWORD))
    assert "Your selected work leaves the site." in signed_in(OWN).get(ADDRESS).content.decode()


def test_a_reader_is_not(rosa: Author) -> None:
    assert "selected work" not in signed_in(OWN).get(ADDRESS).content.decode()


def test_votes_go_with_the_browser_s_cookie(rosa: Author) -> None:
    comment = make.comment(make.author())
    client = signed_in(OWN)
    press(client, comment)
    assert karma(comment) == 1
    response = client.post(ADDRESS, {"replies": "remove", "address": OWN})
    assert karma(comment) == 0
    assert not Voter.objects.exists()
    assert response.cookies[cookies.name()]["max-age"] == 0


def test_a_reply_that_waits_goes_from_the_queue(rosa: Author, wheels: Page) -> None:
    held = answer(wheels, rosa, "Wait for me.", actor=make.account(rosa), state=State.PENDING)
    leave(signed_in(OWN), replies="anonymous")
    held.refresh_from_db()
    assert (held.state, held.body) == (State.DELETED, "")
    assert not Comment.objects.to_moderate(make.owner()).filter(pk=held.pk).exists()


def test_the_account_page_leads_there(rosa: Author) -> None:
    text = signed_in(OWN).get("/account/").content.decode()
    assert ADDRESS in text
    assert "/account/export/" in text
