"""Accounts elsewhere that sign somebody in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from tests import make
from tests.accounts.elsewhere import GITHUB, ORCID, there_and_back
from tests.accounts.signing import PASSWORD, is_signed_in, long_after_signing_in, signed_in, signed_in_by_link
from wiki.log.models import Entry

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django import Settings

    from accounts.models import User

pytestmark = pytest.mark.usefixtures("elsewhere")
PATH = "/account/3rdparty/"


def connected(user: User, provider: str = "github", uid: str = str(GITHUB)) -> SocialAccount:
    found: SocialAccount = SocialAccount.objects.create(user=user, provider=provider, uid=uid)
    return found


def test_it_works(ada: User) -> None:
    here, elsewhere = signed_in(), signed_in()
    page = here.get(PATH)
    assert page.content.count(b"<h1") == 1
    assert page["Cache-Control"] == "private, no-store"
    assert b"Connect GitHub" in page.content
    assert there_and_back(here, "github", "connect")["Location"] == PATH
    assert b"It is connected." in (page := here.get(PATH)).content
    assert b"GitHub: <bdi>ada</bdi>" in page.content
    assert b"Connect GitHub" not in page.content
    assert not is_signed_in(elsewhere), "it is one more way in"
    there_and_back(visitor := Client(), "github")
    assert is_signed_in(visitor)
    account = SocialAccount.objects.get()
    assert here.post(PATH, {"account": account.pk})["Location"] == PATH
    assert not SocialAccount.objects.exists()
    assert is_signed_in(here)
    assert not is_signed_in(visitor)


def test_it_is_in_the_log_with_the_provider_and_no_more(ada: User) -> None:
    client = signed_in()
    there_and_back(client, "github", "connect")
    client.post(PATH, {"account": SocialAccount.objects.get().pk})
    told = [(entry.verb, entry.actor_id, entry.before, entry.after) for entry in Entry.objects.about(ada)]
    assert sorted(told) == [
        ("connected an account elsewhere", ada.pk, {}, {"provider": "github"}),
        ("disconnected an account elsewhere", ada.pk, {"provider": "github"}, {}),
    ]


def test_its_owner_is_told_by_mail(ada: User, with_mail: None, mailoutbox: list[EmailMessage]) -> None:
    client = signed_in()
    there_and_back(client, "github", "connect")
    client.post(PATH, {"account": SocialAccount.objects.get().pk})
    assert [message.to for message in mailoutbox] == [[ada.email]] * 2
    assert "GitHub" in str(mailoutbox[0].body)
    assert "no longer signs you in" in str(mailoutbox[1].body)


def test_the_only_way_in_is_not_taken_away(db: None) -> None:
    user = make.user()
    client = signed_in_by_link(user)
    account = connected(user)
    assert b"You have no other way in" in client.post(PATH, {"account": account.pk}).content
    other = connected(user, "orcid", ORCID)
    assert client.post(PATH, {"account": account.pk}).status_code == 302
    assert b"You have no other way in" in client.post(PATH, {"account": other.pk}).content


def test_where_mail_goes_out_a_code_is_another_way(db: None, with_mail: None) -> None:
    user = make.user()
    client = signed_in_by_link(user)
    assert client.post(PATH, {"account": connected(user).pk}).status_code == 302


def test_an_account_whose_provider_is_no_longer_offered_can_go(ada: User, settings: Settings) -> None:
    account = connected(ada)
    settings.SOCIALACCOUNT_PROVIDERS = settings.SOCIALACCOUNT_PROVIDERS | {"github": {"APPS": []}}
    client = signed_in()
    assert b"GitHub" in client.get(PATH).content
    assert client.post(PATH, {"account": account.pk}).status_code == 302


def test_another_s_is_not_theirs_to_take_away(ada: User) -> None:
    account = connected(make.user())
    assert signed_in().post(PATH, {"account": account.pk}).status_code == 200
    assert SocialAccount.objects.exists()


def test_what_somebody_else_has_connected_is_not_taken_over(ada: User) -> None:
    other = make.user()
    connected(other)
    client = signed_in()
    there_and_back(client, "github", "connect")
    assert b"Somebody else has connected" in client.get(PATH).content
    assert SocialAccount.objects.get().user == other
    assert is_signed_in(client)


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    assert Client().get(PATH)["Location"] == f"/account/login/?next={PATH}"


def test_some_minutes_after_signing_in_it_asks_again(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    assert unquote(client.get(PATH)["Location"]) == f"/account/reauthenticate/?next={PATH}"
    account = connected(ada)
    client.post(PATH, {"account": account.pk})
    assert SocialAccount.objects.exists()
    there_and_back(client, "github", "connect")
    assert client.post("/account/reauthenticate/", {"password": PASSWORD, "next": PATH}).status_code == 302
