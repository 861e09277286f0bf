"""The sign-in page: whom it lets in, and what it tells to the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from tests import make
from tests.accounts.signing import PASSWORD, attempt, is_signed_in

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response
    from pytest_django import Settings

    from accounts.models import User

TOO_MANY = b"Too many attempts."


def bare(answer: Response, email: str) -> bytes:
    """The page without what is new in each: the form's token and the address that was typed."""
    content = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)
    return content.replace(email.encode(), b"")


def test_it_works(client: Client, ada: User) -> None:
    page = client.get("/account/login/")
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert {"private", "no-store"} <= set(re.split(r",\s*", page["Cache-Control"]))
    answer = attempt(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_signed_in(client)


def test_whoever_is_not_signed_in_is_led_here_and_back(client: Client, ada: User) -> None:
    answer = client.get("/account/email/")
    assert answer["Location"] == "/account/login/?next=/account/email/"
    page = client.get(answer["Location"])
    assert b'name="next" value="/account/email/"' in page.content
    answer = client.post("/account/login/?next=/account/email/", {"login": ada.email, "password": PASSWORD})
    assert answer["Location"] == "/account/email/"


def test_a_known_and_an_unknown_address_get_the_very_same_answer(ada: User) -> None:
    without_password = make.user()
    blocked = make.user(password=PASSWORD, is_active=False)
    tried = [ada.email, without_password.email, blocked.email, "nobody@example.org"]
    answers = [attempt(Client(), email, "wrong") for email in tried]
    assert {answer.status_code for answer in answers} == {200}
    assert len({bare(answer, email) for answer, email in zip(answers, tried, strict=True)}) == 1
    headers = [
        sorted((k, v) for k, v in answer.items() if k not in {"Content-Length", "Expires"}) for answer in answers
    ]
    assert headers[0] == headers[1] == headers[2] == headers[3]
    assert b"do not belong together" in answers[0].content


def test_a_known_and_an_unknown_address_take_the_same_work(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    work = []
    for email in (ada.email, make.user().email, "nobody@example.org"):
        hashed.clear()
        attempt(Client(), email, "wrong")
        work.append(len(hashed))
    assert work == [1, 1, 1]


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_five_failures_close_an_account_for_a_while_wherever_they_come_from(ada: User, email: str) -> None:
    for number in range(5):
        assert TOO_MANY not in attempt(Client(), email, "wrong", REMOTE_ADDR=f"192.0.2.{number}").content
    answer = attempt(Client(), email, REMOTE_ADDR="192.0.2.99", HTTP_HOST="testserver:4711")
    assert answer.status_code == 200
    assert TOO_MANY in answer.content


def test_a_good_sign_in_in_between_does_not_clear_the_failures(ada: User) -> None:
    for _ in range(4):
        attempt(Client(), password="wrong")
    assert attempt(Client()).status_code == 302
    assert TOO_MANY not in attempt(Client(), password="wrong").content
    assert TOO_MANY in attempt(Client()).content


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::{}"])
def test_ten_failures_close_the_door_to_a_network_whoever_it_asks_for(ada: User, address: str) -> None:
    for number in range(10):
        answer = attempt(Client(), f"user{number}@example.org", "wrong", REMOTE_ADDR=address.format(number))
        assert TOO_MANY not in answer.content
    assert TOO_MANY in attempt(Client(), REMOTE_ADDR=address.format(99)).content
    assert attempt(Client(), REMOTE_ADDR="198.51.100.7").status_code == 302


def test_a_flood_is_answered_with_a_sentence(ada: User) -> None:
    answers = [attempt(Client(), f"user{number}@example.org", "wrong") for number in range(21)]
    assert answers[-1].status_code == 429
    assert b"Wait five minutes" in answers[-1].content
    assert answers[-1]["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "next_page",
    [
        "//evil.example",
        "https://evil.example/",
        "http://testserver:9/",
        "/\\evil.example",
        "///evil.example",
        "javascript:x",
    ],
)
def test_next_stays_on_this_site(ada: User, next_page: str) -> None:
    client = Client()
    fields = {"login": ada.email, "password": PASSWORD, "next": next_page}
    assert client.post("/account/login/", fields)["Location"] == "/"
    assert client.post("/account/logout/", {"next": next_page})["Location"] == "/account/signed-out/"


@pytest.mark.parametrize("typed", ["", "\0", "a" * 5000, "ada@example.org\0", "\u202egro.elpmaxe@ada", "' OR 1=1 --"])
def test_odd_input_gets_a_kind_sentence(ada: User, typed: str) -> None:
    for fields in ({"login": typed, "password": PASSWORD}, {"login": ada.email, "password": typed}):
        answer = Client().post("/account/login/", fields)
        assert answer.status_code == 200
        assert b"errorlist" in answer.content


def test_what_is_wrong_is_tied_to_its_field(ada: User) -> None:
    content = attempt(Client(), "no address").content
    assert b'id="id_login_error"' in content
    assert re.search(rb'<input[^>]*name="login"[^>]*aria-describedby="id_login_error"', content)


@pytest.mark.parametrize(
    "credential", ["", "x", "[]", '"x"', "5", "null", "{}", '{"response": 5}', '{"response": {"userHandle": 5}}']
)
def test_no_passkey_is_made_of_rubbish(ada: User, credential: str) -> None:
    client = Client()
    client.get("/account/2fa/webauthn/login/", headers={"accept": "application/json"})
    answer = client.post("/account/2fa/webauthn/login/", {"credential": credential})
    assert (answer.status_code, answer["Location"]) == (302, "/account/login/")
    assert not is_signed_in(client)
    assert b'class="messages"' in client.get("/account/login/").content


def test_passkeys_belong_to_the_public_domain_whatever_the_request_says(
    client: Client, settings: Settings, db: None
) -> None:
    settings.SITE_URL = "https://example.org"
    asked = client.get("/account/2fa/webauthn/login/", headers={"accept": "application/json", "host": "localhost"})
    assert asked.json()["request_options"]["publicKey"]["rpId"] == "example.org"
