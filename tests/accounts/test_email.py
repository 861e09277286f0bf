from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests import make
from tests.accounts.signing import attempt, is_signed_in, long_after_signing_in, signed_in

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from django.test import Client

    from accounts.models import User

PATH = "/account/email/"
NEW = "ada@new.example"


def test_it_works(client: Client, ada: User) -> None:
    here, elsewhere = signed_in(), signed_in()
    assert here.post(PATH, {"email": "Ada@New.example"})["Location"] == "/account/"
    assert NEW.encode() in here.get("/account/").content
    assert not is_signed_in(elsewhere)
    assert b"do not belong together" in attempt(client).content
    assert attempt(client, NEW).status_code == 302


@pytest.mark.parametrize(
    ("typed", "why"),
    [("", b"required"), ("ada", b"valid"), ("ada@example.org", b"already"), ("Bob@example.org", b"Somebody else")],
)
def test_an_address_that_will_not_do_is_refused_with_the_reason(ada: User, typed: str, why: bytes) -> None:
    make.user(email="bob@example.org")
    answer = signed_in().post(PATH, {"email": typed})
    assert answer.status_code == 200
    assert why in answer.content
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


def test_some_minutes_after_signing_in_it_asks_again(ada: User) -> None:
    client = long_after_signing_in(signed_in())
    assert unquote(client.get(PATH)["Location"]) == f"/account/reauthenticate/?next={PATH}"
    client.post(PATH, {"email": NEW})
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


def code_in(message: EmailMessage) -> str:
    """The code that a message carries on a line of its own."""
    found = re.search(r"^([A-Z0-9-]{6,})$", str(message.body), re.MULTILINE)
    assert found, message.body
    return found[1]


def test_with_mail_the_new_address_is_proved_by_a_code_first(
    ada: User, with_mail: None, mailoutbox: list[EmailMessage]
) -> None:
    here, elsewhere = signed_in(), signed_in()
    answer = here.post(PATH, {"email": NEW, "action_add": ""})
    assert answer["Location"] == "/account/confirm-email/"
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert is_signed_in(elsewhere)
    [message] = mailoutbox
    assert message.to == [NEW]
    assert here.get("/account/confirm-email/").content.count(b"<h1") == 1
    assert b"errorlist" in here.post("/account/confirm-email/", {"code": "WRONG1"}).content
    here.post("/account/confirm-email/", {"code": code_in(message)})
    ada.refresh_from_db()
    assert ada.email == NEW
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
    assert mailoutbox[-1].to == ["ada@example.org"], "the old address is told"
