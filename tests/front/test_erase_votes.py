"""Erasing one's votes: asked first, and then the sums follow."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.accounts.signing import PASSWORD, attempt
from tests.comments.voting import press
from tests.front.voting import karma, page
from wiki.comments.votes import CommentVote
from wiki.votes import cookies
from wiki.votes.models import Voter
from wiki.votes.recounting import drift

pytestmark = pytest.mark.django_db
ADDRESS = "/votes/erase/"


def test_it_works(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    press(Client(), comment)
    assert "Erase your 1 vote?" in page(client, ADDRESS)
    assert karma(comment) == 2
    response = client.post(ADDRESS, follow=True)
    assert "Your votes are erased" in response.content.decode()
    assert karma(comment) == 1
    assert CommentVote.objects.count() == Voter.objects.count() == 1
    assert not list(drift(CommentVote))


def test_asking_erases_nothing(client: Client) -> None:
    press(client, make.comment(make.author()))
    client.get(ADDRESS)
    assert CommentVote.objects.count() == 1


def test_it_says_how_many_were_taken_back(client: Client) -> None:
    one, two, three = make.comments(make.author(), 3)
    press(client, one)
    press(client, two)
    press(client, three)
    press(client, three, 0)
    text = page(client, ADDRESS)
    assert "Erase your 2 votes?" in text
    assert "with the trace of 1 that you took back" in text


def test_the_browsers_cookie_goes_with_its_voter(client: Client) -> None:
    press(client, make.comment(make.author()))
    response = client.post(ADDRESS)
    assert response.cookies[cookies.name()]["max-age"] == 0


def test_an_account_s_go_with_what_its_browsers_voted_before(client: Client) -> None:
    make.user(email="ada@example.org", password=PASSWORD)
    before, elsewhere, after = make.comments(make.author(), 3)
    press(client, before)
    attempt(client)
    other = Client()
    press(other, elsewhere)
    attempt(other)
    press(client, after)
    assert "Erase your 3 votes?" in page(client, ADDRESS)
    response = client.post(ADDRESS)
    assert response.cookies[cookies.name()]["max-age"] == 0
    assert [karma(comment) for comment in (before, elsewhere, after)] == [0, 0, 0]
    assert not Voter.objects.exists()
    other.post("/account/logout/")
    assert "There are no votes of this browser." in page(other)


def test_signed_out_it_takes_nothing_of_the_accounts(client: Client) -> None:
    make.user(email="ada@example.org", password=PASSWORD)
    before, after = make.comments(make.author(), 2)
    press(client, before)
    attempt(client)
    press(client, after)
    client.post("/account/logout/")
    assert "Erase your 1 vote?" in page(client, ADDRESS)
    client.post(ADDRESS)
    assert (karma(before), karma(after)) == (0, 1)


def test_a_cookie_of_somebody_else_s_voter_stays(client: Client) -> None:
    make.user(email="ada@example.org", password=PASSWORD)
    make.user(email="eve@example.org", password=PASSWORD)
    one, two = make.comments(make.author(), 2)
    press(client, one)
    attempt(client)
    client.post("/account/logout/")
    attempt(client, "eve@example.org")
    press(client, two)
    response = client.post(ADDRESS)
    assert cookies.name() not in response.cookies
    assert (karma(one), karma(two)) == (1, 0)


def test_whoever_never_voted_is_told_so(client: Client) -> None:
    for response in (client.get(ADDRESS, follow=True), client.post(ADDRESS, follow=True)):
        assert "There are no votes of this browser." in response.content.decode()


def test_another_site_cannot_do_it(client: Client) -> None:
    press(client, make.comment(make.author()))
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = client.cookies
    assert careful.post(ADDRESS).status_code == 403
    assert CommentVote.objects.count() == 1
