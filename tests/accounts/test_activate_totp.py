from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tests.accounts.signing import is_signed_in, signed_in

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks

    from accounts.models import User

PATH = "/account/2fa/totp/activate/"


def secret_on(page: str) -> str:
    found = re.search(r'id="authenticator_secret"[^>]*value="(\w+)"', page)
    assert found
    return found[1]


def switch_on(client: Client) -> str:
    """Set the app up with the right code; returns where that leads."""
    secret = secret_on(client.get(PATH).content.decode())
    [counter] = yield_hotp_counters_from_time()
    return client.post(PATH, {"code": format_hotp_value(hotp_value(secret, counter))})["Location"]


def test_it_works(ada: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    here, elsewhere = signed_in(), signed_in()
    with django_capture_on_commit_callbacks(execute=True):
        assert switch_on(here) == "/account/2fa/recovery-codes/"
    assert {row.type for row in Authenticator.objects.all()} == {"totp", "recovery_codes"}
    assert len(re.findall(r"\b\d{8}\b", here.get("/account/2fa/recovery-codes/").content.decode())) == 10
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)


def test_its_picture_is_the_one_that_the_policy_lets_stand_in_a_page(ada: User) -> None:
    client = signed_in()
    page = client.get(PATH)
    assert b'src="data:image/svg+xml;base64,' in page.content
    assert "img-src 'self' data:;" in page["Content-Security-Policy"] + ";"
    assert "data:" not in client.get("/account/2fa/")["Content-Security-Policy"]


def test_a_wrong_code_switches_nothing_on(ada: User) -> None:
    client = signed_in()
    client.get(PATH)
    answer = client.post(PATH, {"code": "000000x"})
    assert b'id="id_code_error"' in answer.content
    assert not Authenticator.objects.exists()


def test_an_address_that_is_not_proved_has_no_app(ada: User) -> None:
    client = signed_in()
    EmailAddress.objects.update(verified=False)
    switch = client.get(PATH)
    assert b"authenticator_secret" not in switch.content or switch.status_code != 200
    client.post(PATH, {"code": "123456"})
    assert not Authenticator.objects.exists()
