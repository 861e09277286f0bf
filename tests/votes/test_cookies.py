"""The cookie by which a browser that has voted is known again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import HttpRequest, HttpResponse

from tests.votes.casting import ask, press
from wiki.comments.models import Comment
from wiki.votes import casters, cookies
from wiki.votes.models import Voter

if TYPE_CHECKING:
    from http.cookies import Morsel

    from django.test import Client
    from pytest_django import Settings

pytestmark = pytest.mark.django_db


def given() -> Morsel[str]:
    response = HttpResponse()
    cookies.give(response, cookies.new_id())
    return response.cookies[cookies.name()]


def test_it_works(comment: Comment) -> None:
    done = press(ask(), comment, 1)
    assert len(done.browser) == 32
    again = press(ask(browser=done.browser), comment, -1)
    assert (again.browser, again.tally.karma, again.tally.karma_votes) == ("", -1, 1)


def test_the_database_holds_a_keyed_hash_alone(comment: Comment) -> None:
    done = press(ask(), comment, 1)
    stored = Voter.objects.get().browser or ""
    assert len(stored) == 64
    assert done.browser not in stored
    assert stored == cookies.hashed(done.browser)


def test_scripts_and_other_sites_get_nothing_of_it_and_it_lasts_180_days() -> None:
    cookie = given()
    assert cookie.key == "voter"
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 180 * 24 * 3600


def test_it_can_last_for_the_session_alone(settings: Settings) -> None:
    settings.VOTER_COOKIE_DAYS = 0
    assert (given()["max-age"], given()["expires"]) == ("", "")


def test_under_https_no_other_host_can_set_it_and_it_is_sent_over_https_alone(settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = given()
    assert cookie.key == "__Host-voter"
    assert cookie["secure"] is True
    response = HttpResponse()
    cookies.take(response)
    assert response.cookies["__Host-voter"]["secure"] is True
    assert response.cookies["__Host-voter"]["max-age"] == 0


def with_cookie(value: str) -> HttpRequest:
    request = ask()
    request.COOKIES[cookies.name()] = value
    return request


@pytest.mark.parametrize("value", ["", "a", "a:b", f"{'a' * 32}:forged", ":" * 5000, "\x00"])
def test_what_we_did_not_sign_is_nobodys(value: str) -> None:
    assert cookies.read(with_cookie(value)) == ""
    assert casters.known(with_cookie(value)) is None


def test_a_signature_of_another_kind_is_none(settings: Settings) -> None:
    response = HttpResponse()
    response.set_signed_cookie("voter", "a" * 32, salt="another's")
    assert cookies.read(with_cookie(response.cookies["voter"].value)) == ""


def test_two_browsers_never_have_one_id() -> None:
    assert len({cookies.new_id() for _ in range(1000)}) == 1000


def test_reading_gives_none_and_makes_no_voter(client: Client, comment: Comment) -> None:
    for path in ("/", comment.get_absolute_url()):
        assert cookies.name() not in client.get(path).cookies
    assert casters.known(ask()) is None
    assert casters.known(ask(browser=cookies.new_id())) is None
    assert not Voter.objects.exists()


def test_to_take_back_what_was_never_cast_gives_none(comment: Comment) -> None:
    done = press(ask(), comment, 0)
    assert (done.browser, done.state) == ("", "")
    assert not Voter.objects.exists()


def test_a_cookie_of_an_erased_voter_is_a_strangers_and_the_next_vote_gives_another(comment: Comment) -> None:
    done = press(ask(browser=cookies.new_id()), comment, 1)
    assert done.browser
    assert press(ask(browser=done.browser), comment, 1).browser == ""
