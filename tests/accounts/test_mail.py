"""What needs mail: there where mail goes out, and nowhere else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import get_resolver

from accounts.mail import NEEDS_MAIL
from tests.accounts.signing import is_signed_in, signed_in

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django import Settings

    from accounts.models import User

PATHS = {
    "account_confirm_login_code": "/account/login/code/confirm/",
    "account_email_verification_sent": "/account/confirm-email/",
    "account_request_login_code": "/account/login/code/",
    "account_reset_password": "/account/password/reset/",
    "account_reset_password_done": "/account/password/reset/done/",
    "account_reset_password_from_key": "/account/password/reset/key/1-set-password/",
    "account_reset_password_from_key_done": "/account/password/reset/key/done/",
}
RESET = re.compile(r"http://localhost:8000(/account/password/reset/key/\S+/)")


def test_every_address_of_the_library_that_mails_is_among_them() -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert {name for name in names if re.search(r"code$|reset_password|confirm_email|verification|reset", name)} == set(
        PATHS
    )
    assert set(PATHS) == NEEDS_MAIL - {"sign_up_code"}


@pytest.mark.parametrize("path", PATHS.values())
def test_without_mail_nothing_that_needs_it_is_offered(ada: User, path: str, mailoutbox: list[EmailMessage]) -> None:
    for method in ("get", "post"):
        assert getattr(Client(), method)(path, {"email": ada.email}).status_code == 404
    page = Client().get("/account/login/").content
    assert path.encode() not in page
    assert b"python manage.py login_link" in page
    assert mailoutbox == []


def test_with_mail_the_sign_in_page_offers_both(ada: User, with_mail: None) -> None:
    page = Client().get("/account/login/").content
    for path in ("/account/login/code/", "/account/password/reset/"):
        assert f'href="{path}"'.encode() in page
        assert Client().get(path).content.count(b"<h1") == 1


def test_a_mailed_code_signs_in_once_in_the_browser_that_asked(
    ada: User, with_mail: None, mailoutbox: list[EmailMessage]
) -> None:
    client = Client()
    confirm = client.post("/account/login/code/", {"email": ada.email})["Location"]
    assert client.get(confirm).content.count(b"<h1") == 1
    [message] = mailoutbox
    found = re.search(r"^([A-Z0-9-]{6,})$", str(message.body), re.MULTILINE)
    assert found
    assert Client().post(confirm, {"code": found[1]})["Location"] == "/account/login/code/"
    client.post(confirm, {"code": found[1]})
    assert is_signed_in(client)


def test_a_mailed_code_can_be_tried_three_times(ada: User, with_mail: None, mailoutbox: list[EmailMessage]) -> None:
    client = Client()
    confirm = client.post("/account/login/code/", {"email": ada.email})["Location"]
    answers = [client.post(confirm, {"code": "WRONG1"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert b"Too many attempts." in client.get("/account/login/code/").content


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/password/reset/"])
def test_a_known_and_an_unknown_address_get_the_same_answer_and_both_a_message(
    ada: User, with_mail: None, mailoutbox: list[EmailMessage], path: str
) -> None:
    answers = []
    for email in (ada.email, "nobody@example.org"):
        client = Client()
        answer = client.post(path, {"email": email})
        page = client.get(answer["Location"]).content.replace(email.encode(), b"")
        page = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page)
        answers.append((answer.status_code, answer["Location"], page))
    assert answers[0] == answers[1]
    assert [message.to for message in mailoutbox] == [[ada.email], ["nobody@example.org"]]
    assert "http://localhost:8000/account/signup/" in str(mailoutbox[1].body)


def test_where_no_reader_is_taken_no_mail_leads_to_making_an_account(
    settings: Settings, db: None, with_mail: None, mailoutbox: list[EmailMessage]
) -> None:
    settings.REPLIES = "closed"
    Client().post("/account/login/code/", {"email": "nobody@example.org"})
    assert "signup" not in str(mailoutbox[0].body)


def test_a_reset_ends_every_session_and_its_link_works_once(
    ada: User, with_mail: None, mailoutbox: list[EmailMessage]
) -> None:
    elsewhere, client = signed_in(), Client()
    client.post("/account/password/reset/", {"email": ada.email}, headers={"host": "testserver:666"})
    found = RESET.search(str(mailoutbox[0].body))
    assert found
    form = client.get(found[1])["Location"]
    assert client.get(form).content.count(b"<h1") == 1
    client.post(form, {"password1": "an owl at midnight", "password2": "an owl at midnight"})
    assert not is_signed_in(elsewhere)
    assert is_signed_in(signed_in(password="an owl at midnight"))
    assert b"Bad Token" in Client().get(found[1]).content


def test_requests_for_mail_are_limited_per_address(ada: User, with_mail: None, mailoutbox: list[EmailMessage]) -> None:
    for _ in range(9):
        Client().post("/account/login/code/", {"email": ada.email})
    assert len(mailoutbox) == 3


def test_a_change_of_password_is_told_by_mail(ada: User, with_mail: None, mailoutbox: list[EmailMessage]) -> None:
    fields = {"password1": "an owl at midnight", "password2": "an owl at midnight"}
    signed_in().post("/account/password/change/", fields)
    assert mailoutbox[-1].to == [ada.email]


@pytest.mark.parametrize("path", ["/account/login/code/", "/account/signup/", "/account/password/reset/"])
@pytest.mark.parametrize("email", ["ada@example.org", "new@example.org"])
def test_no_message_says_what_a_request_wants_it_to_say(
    ada: User, with_mail: None, mailoutbox: list[EmailMessage], path: str, email: str
) -> None:
    forged = {
        "host": "testserver:666",
        "user-agent": "Evil\r\nBcc: all@example.org",
        "x-forwarded-host": "evil.example",
    }
    Client().post(path, {"email": email, "password1": "", "next": "/evil/"}, headers=forged)
    [message] = mailoutbox
    told = message.message().as_string()
    assert message.recipients() == [email]
    assert not re.search(r"evil|:666|testserver|Bcc", told, re.IGNORECASE)
    assert str(message.body).rstrip().endswith("http://localhost:8000")


def test_a_change_is_told_without_the_browser_s_own_words(
    ada: User, with_mail: None, mailoutbox: list[EmailMessage]
) -> None:
    client = signed_in()
    fields = {"password1": "an owl at midnight", "password2": "an owl at midnight"}
    client.post("/account/password/change/", fields, headers={"user-agent": "Evil browser"})
    assert "127.0.0.1" in str(mailoutbox[0].body)
    assert "Evil" not in str(mailoutbox[0].body)
