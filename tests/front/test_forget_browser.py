"""Letting a browser start afresh."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.comments.voting import press
from tests.front.voting import karma, page, voter_of
from wiki.votes import cookies

pytestmark = pytest.mark.django_db
ADDRESS = "/votes/forget/"


def test_it_works(client: Client) -> None:
    comment = make.comment(make.author())
    press(client, comment)
    before = voter_of(client)
    response = client.post(ADDRESS)
    assert response.cookies[cookies.name()]["max-age"] == 0
    assert response.cookies[cookies.name()]["path"] == "/"
    assert karma(comment) == 1
    del client.cookies[cookies.name()]  # as a browser does
    text = page(client, response["Location"])
    assert "This site no longer knows this browser." in text
    assert "There are no votes of this browser." in text
    press(client, comment)
    assert voter_of(client) != before
    assert karma(comment) == 2


def test_it_is_offered_to_a_browser_that_has_voted_alone(client: Client) -> None:
    assert "Forget this browser" not in page(client)
    press(client, make.comment(make.author()))
    assert "Forget this browser" in page(client)


def test_it_takes_a_press(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 405


def test_another_site_cannot_do_it() -> None:
    assert Client(enforce_csrf_checks=True).post(ADDRESS).status_code == 403
