from __future__ import annotations

from typing import TYPE_CHECKING

from tests import make
from tests.accounts.signing import (
    PASSWORD,
    code_of_app,
    give_app,
    long_after_signing_in,
    signed_in,
    signed_in_by_link,
)

if TYPE_CHECKING:
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
