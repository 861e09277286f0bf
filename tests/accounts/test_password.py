from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from tests import make
from tests.accounts.signing import (
    PASSWORD,
    attempt,
    is_signed_in,
    long_after_signing_in,
    signed_in,
    signed_in_by_link,
)

if TYPE_CHECKING:
    from django.test import Client
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

    from accounts.models import User

PATH = "/account/password/change/"
NEW = "a dog beyond the sun"


def change(client: Client, new: str = NEW, again: str = "") -> Response:
    return client.post(PATH, {"password1": new, "password2": again or new})


def test_it_works(client: Client, ada: User) -> None:
    here, elsewhere = signed_in(), signed_in()
    assert change(here).status_code == 302
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert b"do not belong together" in attempt(client).content
    assert attempt(client, password=NEW).status_code == 302


def test_who_forgot_it_comes_by_link_and_is_not_asked_for_it(ada: User) -> None:
    client = signed_in_by_link(ada)
    assert client.get(PATH).content.count(b'type="password"') == 2
    change(client)
    assert is_signed_in(signed_in(password=NEW))


def test_some_minutes_after_signing_in_it_asks_again_and_then_leads_back(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    answer = client.get(PATH)
    assert unquote(answer["Location"]) == f"/account/reauthenticate/?next={PATH}"
    assert b"errorlist" in client.post(answer["Location"], {"password": "wrong"}).content
    assert client.post(answer["Location"], {"password": PASSWORD})["Location"] == PATH
    assert client.get(PATH).status_code == 200


def test_a_form_that_comes_too_late_changes_nothing_and_leaves_no_password_behind(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    assert change(client)["Location"] == PATH
    client.get(PATH, follow=True)
    assert not any(NEW in str(session.get_decoded()) for session in Session.objects.all())
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("new", "why"),
    [("short", b"too short"), ("password1", b"too common"), ("ada@example.or", b"too similar"), ("x" * 129, b"128")],
)
def test_a_weak_or_endless_one_is_refused_with_the_reason(ada: User, new: str, why: bytes) -> None:
    answer = change(signed_in(), new)
    assert answer.status_code == 200
    assert why in answer.content


def test_two_that_differ_are_refused(ada: User) -> None:
    assert b"same password" in change(signed_in(), NEW, "another").content


@pytest.mark.django_db
def test_the_library_s_own_address_asks_again_too(client: Client) -> None:
    user = make.user()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "S"})
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    client.post("/account/password/set/", {"password1": "a horse on the moon", "password2": "a horse on the moon"})
    user.refresh_from_db()
    assert not user.has_usable_password()
