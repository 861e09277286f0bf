"""The page on which a reader makes an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from tests import make
from tests.accounts.signing import PASSWORD, is_signed_in, signed_in
from tests.accounts.signing_up import CODE, NEW, SIGN_UP, ask, bare, code_in, has_code, sign_up
from wiki.authors.models import Author

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django import Settings

pytestmark = pytest.mark.usefixtures("db", "with_mail")
TOO_MANY = b"Too many attempts."


def test_it_works(client: Client, mailoutbox: list[EmailMessage]) -> None:
    page = client.get(SIGN_UP)
    assert page.content.count(b"<h1") == 1
    answer = sign_up(client, mailoutbox, "New@Example.org")
    assert answer["Location"] == "/account/"
    assert is_signed_in(client)
    user = User.objects.get()
    assert (user.email, user.has_usable_password()) == (NEW, False)
    assert {user.is_staff, user.is_superuser, user.groups.exists(), bool(user.get_all_permissions())} == {False}
    assert not Author.objects.exists(), "a name is chosen with the first reply"
    assert EmailAddress.objects.values_list("email", "verified", "primary").get() == (NEW, True, True)
    [message] = mailoutbox
    assert (message.to, message.subject) == ([NEW], "Your code for localhost")


def test_a_password_can_be_set_at_once(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client, mailoutbox, password=PASSWORD)
    assert is_signed_in(signed_in(NEW))


def test_until_the_code_is_typed_there_is_no_row_of_anybody_and_no_password(client: Client) -> None:
    ask(client, password=PASSWORD)
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()
    kept = str(Session.objects.get().get_decoded())
    assert PASSWORD not in kept
    assert client.session.get_expiry_age() <= 1800, "an address that nobody proved is not kept for long"


def test_the_reader_comes_back_to_where_they_came_from(client: Client, mailoutbox: list[EmailMessage]) -> None:
    back = "/comments/abc/reply/"
    page = client.get(f"/account/login/?next={back}").content.decode()
    assert f'href="{SIGN_UP}?next=%2Fcomments%2Fabc%2Freply%2F"' in page
    assert f'name="next" value="{back}"' in client.get(f"{SIGN_UP}?next={back}").content.decode()
    assert sign_up(client, mailoutbox, next=back)["Location"] == back


@pytest.mark.parametrize("away", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:x"])
def test_they_are_led_to_no_other_site(client: Client, mailoutbox: list[EmailMessage], away: str) -> None:
    assert sign_up(client, mailoutbox, next=away)["Location"] == "/account/"


def test_a_known_and_an_unknown_address_get_the_very_same_answers(mailoutbox: list[EmailMessage]) -> None:
    known = [make.user(email="ada@example.org").email, make.user(email="shut@example.org", is_active=False).email]
    told = []
    for email in (*known, NEW):
        client = Client()
        answer = ask(client, email.upper(), PASSWORD)
        pages = [client.get(CODE), client.post(CODE, {"code": "WRONG-123"})]
        told.append((answer.status_code, answer["Location"], [bare(page, email) for page in pages]))
    assert told[0] == told[1] == told[2]
    assert [has_code(message) for message in mailoutbox] == [False, False, True]
    assert "http://localhost:8000/account/login/" in str(mailoutbox[0].body)
    assert User.objects.count() == 2


def test_a_known_and_an_unknown_address_take_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    make.user(email="ada@example.org")
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    ask(Client(), "ada@example.org", PASSWORD)
    ask(Client(), NEW, PASSWORD)
    assert hashed == [PASSWORD, PASSWORD]


def test_nobody_waits_in_an_account_for_the_owner_of_its_address(mailoutbox: list[EmailMessage]) -> None:
    """Whoever asks with another's address and a password of their own has neither, whatever its owner does then."""
    eve, owner = Client(), Client()
    ask(eve, NEW, PASSWORD)
    sign_up(owner, mailoutbox)
    assert not User.objects.get().has_usable_password()
    assert eve.post("/account/login/", {"login": NEW, "password": PASSWORD}).status_code == 200
    assert not is_signed_in(eve)


@pytest.mark.parametrize(
    ("password", "why"),
    [("short", b"too short"), ("password1", b"too common"), ("new@example.o", b"too similar"), ("x" * 129, b"128")],
)
def test_a_weak_or_endless_password_is_refused_and_the_address_kept(
    client: Client, mailoutbox: list[EmailMessage], password: str, why: bytes
) -> None:
    answer = ask(client, NEW, password)
    assert answer.status_code == 200
    assert why in answer.content
    assert f'value="{NEW}"'.encode() in answer.content
    assert f'value="{password}"'.encode() not in answer.content
    assert not mailoutbox


@pytest.mark.parametrize(
    "email",
    ["", "new", "new@example.org\nBcc: all@example.org", "new@example.org\0", "a" * 243 + "@example.org", "<b>@x.org"],
)
def test_what_is_no_address_is_refused_with_the_reason(
    client: Client, mailoutbox: list[EmailMessage], email: str
) -> None:
    answer = ask(client, email)
    assert answer.status_code == 200
    assert b'id="id_email_error"' in answer.content
    assert not mailoutbox


def test_what_fills_in_the_field_that_nobody_sees_gets_the_same_answer_and_no_mail(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    page = client.get(SIGN_UP).content
    assert b'tabindex="-1"' in page
    assert b"style=" not in page
    assert ask(client, website="https://spam.example")["Location"] == CODE
    assert not mailoutbox
    ask(person := Client())
    assert bare(client.get(CODE)) == bare(person.get(CODE))
    assert client.post(CODE, {"code": code_in(mailoutbox[0])}).status_code == 200
    assert not User.objects.exists()


def test_one_address_gets_few_mails_whoever_asks(mailoutbox: list[EmailMessage]) -> None:
    for number in range(5):
        answer = ask(Client(), REMOTE_ADDR=f"192.0.2.{number}")
    assert TOO_MANY in answer.content
    assert len(mailoutbox) == 3


def test_a_known_address_is_limited_as_an_unknown_one_is(mailoutbox: list[EmailMessage]) -> None:
    make.user(email="ada@example.org")
    answers = [ask(Client(), email) for email in ("ada@example.org", NEW) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 200] * 2


def test_a_network_that_makes_many_is_stopped_with_a_sentence() -> None:
    answers = [ask(Client(), f"user{number}@example.org") for number in range(11)]
    assert {answer.status_code for answer in answers[:10]} == {302}
    assert answers[10].status_code == 429


@pytest.mark.parametrize(("proxies", "stopped"), [(0, 429), (1, 302), (2, 302)])
def test_behind_proxies_each_network_is_counted_for_itself(settings: Settings, proxies: int, stopped: int) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies
    for number in range(11):
        forwarded = {0: f"192.0.2.{number}", 1: f"192.0.2.{number}", 2: f"192.0.2.{number}, 198.51.100.1"}[proxies]
        answer = ask(Client(), f"user{number}@example.org", HTTP_X_FORWARDED_FOR=f"203.0.113.9, {forwarded}")
    assert answer.status_code == stopped


def test_who_is_signed_in_makes_no_second_one(client: Client, mailoutbox: list[EmailMessage]) -> None:
    sign_up(client, mailoutbox)
    assert client.get(SIGN_UP).status_code == 302
    assert client.get(CODE).status_code == 302
    assert ask(client, "second@example.org").status_code == 302
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("replies", "mail", "why"),
    [("closed", "smtp://mail.example", b"those who write here"), ("readers", "", b"It sends no mail")],
)
def test_where_it_is_closed_it_says_why_and_makes_nobody(
    client: Client, settings: Settings, replies: str, mail: str, why: bytes
) -> None:
    settings.REPLIES, settings.EMAIL_URL = replies, mail
    for answer in (client.get(SIGN_UP), ask(client)):
        assert b"This site takes no new readers" in answer.content
        assert why in answer.content
        assert b"<form" not in answer.content
    assert b"signup" not in client.get("/account/login/").content
    assert not User.objects.exists()
