from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from django.test import Client

from tests.accounts.signing import long_after_signing_in, signed_in
from tests.accounts.signing_up import sign_up

if TYPE_CHECKING:
    from django.core.mail import EmailMessage

    from accounts.models import User

PATH = "/account/2fa/webauthn/add/"


def test_it_works(ada: User) -> None:
    assert signed_in().get(PATH).content.count(b"<h1") == 1


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    assert unquote(Client().get(PATH)["Location"]) == f"/account/login/?next={PATH}"


def test_some_minutes_after_signing_in_it_asks_again(ada: User) -> None:
    answer = long_after_signing_in(signed_in()).get(PATH)
    assert unquote(answer["Location"]) == f"/account/reauthenticate/?next={PATH}"


@pytest.mark.usefixtures("db", "with_mail")
@pytest.mark.parametrize("path", [PATH, "/account/2fa/totp/activate/"])
def test_who_has_nothing_but_their_mail_is_asked_again_too(
    client: Client, mailoutbox: list[EmailMessage], path: str
) -> None:
    sign_up(client, mailoutbox)
    assert client.get(path).status_code == 200
    answer = long_after_signing_in(client).get(path)
    assert unquote(answer["Location"]) == f"/account/reauthenticate/?next={path}"
