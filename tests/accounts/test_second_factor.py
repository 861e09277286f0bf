"""What is asked after the password or the link of whoever has an authenticator app."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.test import Client

from tests import make
from tests.accounts.signing import (
    NOW,
    attempt,
    code_of_app,
    give_app,
    is_signed_in,
    signed_in,
    signed_in_by_link,
)

if TYPE_CHECKING:
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from accounts.models import User

PATH = "/account/2fa/authenticate/"


@pytest.fixture
def ada(ada: User) -> User:
    give_app(ada)
    return ada


def after_password() -> Client:
    client = Client()
    assert attempt(client)["Location"] == PATH
    assert not is_signed_in(client)
    return client


def test_it_works(ada: User) -> None:
    client = after_password()
    page = client.get(PATH)
    assert page.content.count(b"<h1") == 1
    assert client.post(PATH, {"code": code_of_app()})["Location"] == "/"
    assert is_signed_in(client)


def test_it_is_asked_after_a_link_too(ada: User) -> None:
    client = signed_in_by_link(ada)
    assert not is_signed_in(client)
    assert client.post(PATH, {"code": code_of_app()})["Location"] == "/"
    assert is_signed_in(client)


def test_a_link_for_another_ends_who_was_signed_in_here(ada: User) -> None:
    make.user(email="eve@example.org", password="an owl at midnight")
    client = signed_in("eve@example.org", "an owl at midnight")
    client.post(printed_link())
    assert not is_signed_in(client)
    assert client.get(PATH).status_code == 200


def printed_link(*arguments: str) -> str:
    """The path of the link that the command prints last."""
    printed = io.StringIO()
    call_command("login_link", *arguments, stdout=printed)
    return "/account/" + printed.getvalue().strip().split("/account/")[1]


def test_a_code_works_once(ada: User) -> None:
    code = code_of_app()
    assert after_password().post(PATH, {"code": code}).status_code == 302
    second = after_password()
    answer = second.post(PATH, {"code": code})
    assert answer.status_code == 200
    assert b"Incorrect code" in answer.content
    assert not is_signed_in(second)


def test_a_code_of_a_minute_ago_is_too_old(ada: User) -> None:
    client = after_password()
    assert b"Incorrect code" in client.post(PATH, {"code": code_of_app(NOW - 60)}).content


def test_a_recovery_code_works_once(ada: User) -> None:
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    assert after_password().post(PATH, {"code": code}).status_code == 302
    assert after_password().post(PATH, {"code": code}).status_code == 200


def test_codes_cannot_be_tried_for_ever_nor_in_many_browsers(ada: User) -> None:
    for _ in range(5):
        assert b"Incorrect code" in after_password().post(PATH, {"code": "000000"}).content
    client = after_password()
    assert b"Too many attempts." in client.post(PATH, {"code": code_of_app()}).content
    assert not is_signed_in(client)


def test_whoever_lost_it_has_it_taken_away_where_the_site_is_installed(ada: User) -> None:
    elsewhere = after_password()
    elsewhere.post(PATH, {"code": code_of_app()})
    printed = io.StringIO()
    call_command("login_link", "--reset-mfa", stdout=printed)
    said, link = printed.getvalue().splitlines()
    assert said == "ada@example.org is signed out everywhere and has no second factor now (2 taken away)."
    assert not Authenticator.objects.exists()
    assert not is_signed_in(elsewhere)
    client = Client()
    assert client.post("/account/" + link.split("/account/")[1])["Location"] == "/"
    assert is_signed_in(client)


def test_it_is_taken_from_whoever_is_named_alone(ada: User) -> None:
    other = make.user(email="reader@example.org")
    give_app(other)
    printed_link("reader@example.org", "--reset-mfa")
    assert {row.user for row in Authenticator.objects.all()} == {ada}


def test_without_being_asked_nothing_is_taken_away(ada: User) -> None:
    printed_link()
    assert Authenticator.objects.count() == 2


def test_taking_the_app_away_ends_the_other_sessions(ada: User) -> None:
    here, elsewhere = after_password(), after_password()
    here.post(PATH, {"code": code_of_app()})
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    elsewhere.post(PATH, {"code": code})
    assert is_signed_in(elsewhere)
    assert here.post("/account/2fa/totp/deactivate/")["Location"] == "/account/2fa/"
    assert not Authenticator.objects.exists()
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_new_recovery_codes_end_the_other_sessions(
    ada: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    here, elsewhere = after_password(), after_password()
    here.post(PATH, {"code": code_of_app()})
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    elsewhere.post(PATH, {"code": code})
    with django_capture_on_commit_callbacks(execute=True):
        here.post("/account/2fa/recovery-codes/generate/")
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
