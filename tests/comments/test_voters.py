"""How a browser without an account is known again: by a cookie that its first vote gives it, and by nothing else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.db.models import F
from django.http import HttpRequest
from django.test import Client, override_settings
from pytest_django import Settings

from tests import make
from tests.comments.voting import FORMS, JSON, address, browser, press, reader
from wiki.comments.models import Comment
from wiki.comments.votes import CommentTally, CommentVote
from wiki.votes import casters, cookies, limits
from wiki.votes.casters import Caster
from wiki.votes.erasing import erase
from wiki.votes.merging import merge
from wiki.votes.models import Voter

pytestmark = pytest.mark.django_db
UNKNOWN = {"karma": 0, "agreement": 0}


@pytest.fixture
def comment() -> Comment:
    return make.comment(make.author())


def mine(client: Client, comment: Comment) -> dict[str, int]:
    told: dict[str, int] = client.get(address(comment), headers={"accept": JSON}).json()["mine"]
    return told


def test_it_works(comment: Comment) -> None:
    client = browser()
    cookie = press(client, comment).cookies["voter"]
    told = {name: cookie[name] for name in ("httponly", "samesite", "max-age", "path", "secure", "domain")}
    usual = {"httponly": True, "samesite": "Lax", "path": "/", "secure": "", "domain": ""}
    assert told == usual | {"max-age": 180 * 86_400}
    assert re.fullmatch(r"[0-9a-f]{32}:\w+:[\w-]+", cookie.value)
    assert Voter.objects.get().browser == cookies.hashed(cookie.value[:32])
    assert mine(client, comment) == {"karma": 1, "agreement": 0}


@pytest.mark.parametrize("form", FORMS)
def test_reading_gives_none_nor_does_taking_back_what_was_never_cast(comment: Comment, form: str) -> None:
    query, accept = FORMS[form]
    client = browser()
    for where in ("/", comment.get_absolute_url(), address(comment) + query):
        assert "voter" not in client.get(where, headers={"accept": accept}).cookies
    told = {"axis": "karma", "value": 0}
    response = client.post(address(comment) + query, told, headers={"accept": accept})
    assert response.status_code == (303 if form == "page" else 200)
    assert "voter" not in response.cookies
    assert not Voter.objects.exists()


@pytest.mark.parametrize("form", FORMS)
def test_the_first_vote_gives_one_in_each_form_and_a_later_one_does_not(comment: Comment, form: str) -> None:
    query, accept = FORMS[form]
    client = browser()
    told = {"axis": "karma", "value": 1}
    given = [client.post(address(comment) + query, told, headers={"accept": accept}).cookies for _ in range(2)]
    assert ["voter" in cookies for cookies in given] == [True, False]
    assert Voter.objects.count() == 1


def test_where_an_account_has_voted_its_browser_has_no_second_vote_signed_out(comment: Comment) -> None:
    client = reader()
    assert "voter" in press(client, comment, 2).cookies
    assert "voter" not in press(client, comment, 1).cookies
    client.post("/account/logout/")
    for value in (1, -1, 0):
        assert press(client, comment, value).status_code == 409
    assert mine(client, comment) == {"karma": 0, "agreement": 0}
    client.post("/votes/forget/")
    assert press(client, comment).json()["karma_votes"] == 2


def test_an_account_s_browser_whose_voter_is_gone_is_given_another(comment: Comment) -> None:
    client = reader()
    press(client, comment)
    Voter.objects.filter(user=None).delete()
    assert "voter" in press(client, comment).cookies


def test_an_account_that_erased_its_votes_meanwhile_gives_its_browser_none(
    comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = casters.signed_in_here

    def late(request: HttpRequest, caster: Caster) -> str:
        erase(caster)
        return given(request, caster)

    monkeypatch.setattr(casters, "signed_in_here", late)
    response = press(reader(), comment)
    assert response.status_code == 200
    assert "voter" not in response.cookies
    assert not Voter.objects.exists()


def test_an_account_needs_none_to_take_back_nor_where_accounts_alone_vote(comment: Comment, settings: Settings) -> None:
    assert "voter" not in press(reader(), comment, 0).cookies
    settings.VOTING = "accounts"
    assert "voter" not in press(reader(), comment).cookies


def test_a_vote_of_an_account_is_not_refused_for_the_crowd_in_its_network(
    comment: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "NEW_AN_HOUR", 0)
    response = press(reader(), comment)
    assert response.json()["karma"] == 1
    assert "voter" not in response.cookies


def test_it_lasts_until_the_browser_closes_where_the_site_says_so(comment: Comment, settings: Settings) -> None:
    settings.VOTER_COOKIE_DAYS = 0
    cookie = press(browser(), comment).cookies["voter"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]


@override_settings(SESSION_COOKIE_SECURE=True)
def test_under_https_it_is_of_this_host_alone(comment: Comment) -> None:
    client = browser()
    cookie = press(client, comment).cookies["__Host-voter"]
    assert (cookie["secure"], cookie["path"], cookie["domain"], cookie["httponly"]) == (True, "/", "", True)
    client.cookies["voter"] = client.cookies.pop("__Host-voter").value
    assert mine(client, comment) == UNKNOWN


def forgeries(real: str) -> dict[str, str]:
    """Cookies that are not ours, by what is wrong with them."""
    browser_id, stamp, signature = real.split(":")
    other_id = cookies.new_id()
    return {
        "empty": "",
        "unsigned": browser_id,
        "cut": real[:-1],
        "longer": f"{real}A",
        "another id": f"{other_id}:{stamp}:{signature}",
        "another time": f"{browser_id}:1Abcde:{signature}",
        "another salt": signing.TimestampSigner(salt="sessionid").sign(browser_id),
        "the bare salt": signing.TimestampSigner(salt=cookies.SALT).sign(browser_id),
        "another cookie's": signing.get_cookie_signer(salt=f"saved{cookies.SALT}").sign(browser_id),
        "another key": signing.TimestampSigner(key="k", salt=f"voter{cookies.SALT}").sign(browser_id),
        "the hash": cookies.hashed(browser_id),
        "odd": "\\303\\050:\\000::::",
    }


@pytest.mark.parametrize("name", forgeries("a:b:c"))
def test_a_forged_cookie_is_nobody(comment: Comment, name: str) -> None:
    first = browser()
    press(first, comment)
    other = browser()
    other.cookies["voter"] = forgeries(first.cookies["voter"].value)[name]
    assert mine(other, comment) == UNKNOWN
    response = press(other, comment, 0)
    assert (response.json()["karma"], response.json()["mine"]) == (1, UNKNOWN)
    response = press(other, comment, -1)
    assert response.json()["karma_votes"] == 2
    assert response.cookies["voter"].value != first.cookies["voter"].value
    assert mine(first, comment) == {"karma": 1, "agreement": 0}


def test_a_cookie_of_ours_that_nobody_has_any_more_gets_a_new_one(comment: Comment) -> None:
    client = browser()
    client.cookies["voter"] = signing.get_cookie_signer(salt=f"voter{cookies.SALT}").sign("0" * 32)
    assert mine(client, comment) == UNKNOWN
    assert "voter" in press(client, comment).cookies


def test_another_s_votes_are_nobody_s_to_see(comment: Comment) -> None:
    press(browser(), comment)
    for other in (browser(), reader()):
        assert mine(other, comment) == UNKNOWN
        assert press(other, comment, 0).json()["mine"] == UNKNOWN
    assert CommentVote.objects.count() == 1
    assert CommentTally.objects.get().karma == 1


def test_a_form_that_is_sent_twice_before_any_answer_is_one_voter_s(comment: Comment) -> None:
    offered = re.search(r'name="browser" value="([^"]+)"', browser().get(address(comment)).content.decode())
    assert offered
    told = {"axis": "karma", "value": 1, "browser": offered[1]}
    for client in (browser(), browser()):  # the second was sent before the first one's cookie had come
        client.post(address(comment), told)
    assert CommentTally.objects.get().karma_votes == 1
    assert Voter.objects.count() == 1


@pytest.mark.parametrize("late", ["signed in meanwhile", "an hour ago"])
def test_a_form_that_stood_open_brings_no_forgotten_voter_back(comment: Comment, late: str) -> None:
    offered = re.search(r'name="browser" value="([^"]+)"', browser().get(address(comment)).content.decode())
    assert offered
    told = {"axis": "karma", "value": 1, "browser": offered[1]}
    browser().post(address(comment), told)
    if late == "signed in meanwhile":
        merge(Voter.objects.get().browser or "", make.user())
    else:
        Voter.objects.update(made_at=F("made_at") - timedelta(hours=1))
    voters = set(Voter.objects.all())
    client = browser()
    client.post(address(comment), told | {"axis": "agreement"})
    assert mine(client, comment) == {"karma": 0, "agreement": 1}
    assert CommentVote.objects.get(axis=2).voter not in voters


def test_nobody_votes_by_an_id_that_was_not_offered(comment: Comment) -> None:
    for made_up in ("0" * 32, "é", "x" * 200):
        browser().post(address(comment), {"axis": "karma", "value": 1, "browser": made_up})
    assert Voter.objects.count() == 3
