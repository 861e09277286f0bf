"""The link in a mail that ends such mails."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import pytest
from django.core import signing
from django.test import Client

from tests import make
from tests.moderation.staff import browser
from tests.notices.telling import person, say, waiting
from wiki.front import notices
from wiki.notices import unsubscribing
from wiki.notices.models import Choice, Pace
from wiki.notices.paces import pace_of
from wiki.notices.unsubscribing import SALT, token

if TYPE_CHECKING:
    from pytest_django import Settings

    from accounts.models import User

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def ada() -> User:
    return make.user(email="ada@example.org")


def address(user: User) -> str:
    return f"/unsubscribe/{token(user)}/"


def test_it_works(ada: User) -> None:
    answer = Client().post(address(ada), ONE_CLICK)
    assert answer.status_code == 200
    assert "No more mails" in answer.content.decode()
    assert pace_of(ada) == Pace.NEVER


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_at_it_changes_nothing(ada: User, method: str) -> None:
    answer = getattr(Client(), method)(address(ada))
    assert answer.status_code == 200
    assert pace_of(ada) == Pace.NOW
    assert not Choice.objects.exists()


def test_the_page_has_a_button_that_sends_what_a_mail_provider_sends(ada: User) -> None:
    page = Client().get(address(ada)).content.decode()
    assert '<form class="actions" method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">' in page
    assert page.count("<h1") == 1


def test_it_needs_neither_cookie_nor_token_and_gives_none_and_leads_nowhere_else(ada: User) -> None:
    client = Client(enforce_csrf_checks=True)
    for answer in (client.get(address(ada)), client.post(address(ada), ONE_CLICK), client.post(address(ada))):
        assert answer.status_code == 200
        assert not answer.cookies
        assert answer["Cache-Control"] == "private, no-store"


def test_it_works_signed_in_as_somebody_else_and_for_its_person_alone(ada: User) -> None:
    bob = make.user()
    browser(bob).post(address(ada), ONE_CLICK)
    assert (pace_of(ada), pace_of(bob)) == (Pace.NEVER, Pace.NOW)


def test_done_twice_it_says_the_same(ada: User) -> None:
    first, second = (Client().post(address(ada), ONE_CLICK) for _ in range(2))
    assert first.content == second.content


def test_it_tells_no_address_and_nothing_of_what_was_chosen(ada: User) -> None:
    before = Client().get(address(ada)).content
    Client().post(address(ada), ONE_CLICK)
    assert Client().get(address(ada)).content == before
    assert b"ada" not in before
    assert "ada" not in signing.b64_decode(token(ada).partition(":")[0].encode()).decode()


def test_it_outlives_a_password_and_a_change_of_address(ada: User) -> None:
    old = address(ada)
    ada.set_password("another horse on the moon")
    ada.change_email("countess@example.org")
    ada.save()
    Client().post(old, ONE_CLICK)
    assert pace_of(ada) == Pace.NEVER


def test_it_outlives_the_secret_key_where_the_old_one_is_named(ada: User, settings: Settings) -> None:
    old = address(ada)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another for tests alone", [settings.SECRET_KEY]
    assert Client().post(old, ONE_CLICK).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert Client().post(old, ONE_CLICK).status_code == 404


def forged(user: User) -> list[str]:
    """Tokens that nobody here wrote for this."""
    plain = signing.Signer(salt=SALT)
    return [
        *("x", "WzEsImFuc3dlcnMiXQ:x", token(user)[:-1], f"{token(user)}x", token(user).swapcase()),
        signing.Signer(salt="another").sign_object([user.pk, "answers"]),
        *(plain.sign_object(told) for told in ([user.pk, "all"], [user.pk], user.pk, {"a": 1}, ["x", "answers"], [])),
        *(plain.sign_object(told) for told in ([None, "answers"], [[1], "answers"], None)),
        plain.sign("not base64!"),
        "%00",
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_one_is_not_found(ada: User, method: str) -> None:
    for one in forged(ada):
        assert getattr(Client(), method)(f"/unsubscribe/{one}/").status_code == 404, one
    assert not Choice.objects.exists()


def test_whoever_has_left_is_answered_as_everybody(ada: User) -> None:
    there, left = address(make.user()), address(ada)
    ada.delete()
    never = f"/unsubscribe/{signing.Signer(salt=SALT).sign_object([2**80, 'answers'])}/"
    for method in ("get", "post"):
        answers = [
            getattr(Client(), method)(one, ONE_CLICK if method == "post" else {}) for one in (there, left, never)
        ]
        assert len({answer.content for answer in answers}) == 1
    assert Choice.objects.count() == 1


def test_what_waits_for_a_mail_is_not_mailed(ada: User, settings: Settings) -> None:
    settings.EMAIL_URL = "smtp://mail.example"
    author = make.author(user=ada)
    say(make.comment(author), person("Eve"))
    assert len(waiting()) == 1
    Client().post(address(ada), ONE_CLICK)
    assert ada.notices.get().due_at is None


def test_no_other_way_of_asking_is_known(ada: User) -> None:
    for method in ("put", "delete", "patch"):
        assert getattr(Client(), method)(address(ada)).status_code == 405
    assert unsubscribing.ANSWERS == "answers"


def test_its_token_is_in_no_line_of_the_log(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    [console] = [handler for handler in logging.getLogger("django").handlers if handler.name == "console"]
    monkeypatch.setattr(console, "stream", stream)
    client, right = Client(raise_request_exception=False), token(ada)
    client.put(address(ada))
    client.get(f"{address(ada)}more/")
    client.get(address(ada).replace(":", "%3A") + "?x=1", headers={"host": "evil.example"})

    def fails(told: str) -> None:
        raise RuntimeError(f"the database choked on {told}")

    monkeypatch.setattr(notices, "readers", fails)
    assert client.get(address(ada)).status_code == 500
    logging.getLogger("django.server").info('"GET %s HTTP/1.1" 200', address(ada))
    written = stream.getvalue()
    assert "Method Not Allowed (PUT): /unsubscribe/…/" in written
    assert "Not Found: /unsubscribe/…/more/" in written
    assert "RuntimeError: the database choked on …" in written
    assert '"GET /unsubscribe/…/ HTTP/1.1" 200' in written
    assert right not in written
    assert right.partition(":")[2] not in written
