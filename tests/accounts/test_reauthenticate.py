from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from tests import make
from tests.accounts.signing import (
    PASSWORD,
    code_of_app,
    give_app,
    is_signed_in,
    long_after_signing_in,
    signed_in,
    signed_in_by_link,
)
from tests.accounts.signing_up import code_in, sign_up

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from accounts.models import User

PATH = "/account/reauthenticate/"


def test_it_works(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    page = client.get(f"{PATH}?next=/account/2fa/totp/activate/")
    assert page.content.count(b"<h1") == 1
    answer = client.post(PATH, {"password": PASSWORD, "next": "/account/2fa/totp/activate/"})
    assert answer["Location"] == "/account/2fa/totp/activate/"
    assert client.get(answer["Location"]).status_code == 200


def test_who_has_nothing_to_be_asked_for_is_shown_how_to_get_it(db: None) -> None:
    assert signed_in_by_link(make.owner()).get(PATH)["Location"] == "/account/welcome/"


def test_an_app_s_code_will_do_too(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    give_app(ada)
    assert b"/account/2fa/reauthenticate/" in client.get(PATH).content
    fields = {"code": code_of_app(), "next": "/account/password/change/"}
    assert client.post("/account/2fa/reauthenticate/", fields)["Location"] == "/account/password/change/"
    assert client.get("/account/password/change/").status_code == 200


def test_it_leads_to_no_other_site(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    assert client.post(PATH, {"password": PASSWORD, "next": "//evil.example"})["Location"] == "/"


def test_it_cannot_be_tried_for_ever(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    answers = [client.post(PATH, {"password": "wrong"}) for _ in range(6)]
    assert b"Too many attempts." in answers[-1].content
    assert b"Too many attempts." in client.post(PATH, {"password": PASSWORD}).content


def test_who_has_nothing_but_their_mail_gets_a_code_and_goes_on(
    client: Client, db: None, with_mail: None, mailoutbox: list[EmailMessage]
) -> None:
    sign_up(client, mailoutbox)
    assert client.get("/account/email/").status_code == 200
    asked = long_after_signing_in(client).get("/account/email/")["Location"]
    page = client.get(asked)
    assert page.content.count(b"<h1") == 1
    assert b"new@example.org" in page.content
    confirm = client.post(asked)["Location"]
    assert not is_signed_in(client)
    answer = client.post(confirm, {"code": code_in(mailoutbox[-1])})
    assert answer["Location"] == "/account/email/"
    assert client.get("/account/email/").status_code == 200


def test_such_codes_are_counted_as_all_are(
    client: Client, db: None, with_mail: None, mailoutbox: list[EmailMessage]
) -> None:
    sign_up(client, mailoutbox)
    for _ in range(3):
        Client().post("/account/login/code/", {"email": "new@example.org"})
    assert b"Too many attempts." in client.post(PATH).content
    assert is_signed_in(client)
