"""The code that proves the address of a new account."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from accounts import signing_up
from accounts.models import User
from tests.accounts.signing import PASSWORD, is_signed_in
from tests.accounts.signing_up import CODE, NEW, SIGN_UP, ask, code_in, sign_up
from tests.races import at_once, need_two_at_once, slow
from wiki.log.models import Entry

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django import Settings

pytestmark = pytest.mark.usefixtures("with_mail")


@pytest.mark.django_db
class TestTheCode:
    def test_it_works(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        page = client.get(CODE)
        assert page.content.count(b"<h1") == 1
        assert NEW.encode() in page.content
        assert {"private", "no-store"} <= set(page["Cache-Control"].split(", "))
        assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == "/account/"
        assert is_signed_in(client)

    def test_it_may_be_typed_in_small_letters_and_with_spaces(
        self, client: Client, mailoutbox: list[EmailMessage]
    ) -> None:
        ask(client)
        client.post(CODE, {"code": f" {code_in(mailoutbox[0]).lower().replace('-', ' ')} "})
        assert is_signed_in(client)

    def test_it_works_once_and_in_the_browser_that_asked(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        code = {"code": code_in(mailoutbox[0])}
        assert Client().post(CODE, code)["Location"] == SIGN_UP
        client.post(CODE, code)
        client.post("/account/logout/")
        assert client.post(CODE, code)["Location"] == SIGN_UP
        assert not is_signed_in(client)

    def test_the_session_is_a_new_one_afterwards(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        before = client.session.session_key
        client.post(CODE, {"code": code_in(mailoutbox[0])})
        assert client.session.session_key != before
        assert signing_up.KEY not in client.session
        assert client.session.get_expiry_age() > 86_400

    def test_it_can_be_tried_five_times(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        answers = [client.post(CODE, {"code": "WRONG"}) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 302]
        assert b"Ask for another code" in client.get(SIGN_UP).content
        assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == SIGN_UP
        assert not User.objects.exists()

    def test_tries_are_counted_over_browsers(self, mailoutbox: list[EmailMessage]) -> None:
        for _ in range(3):
            client = Client()
            ask(client)
            for _ in range(4):
                answer = client.post(CODE, {"code": "WRONG"})
        assert b"Too many attempts." in answer.content
        assert b"Too many attempts." in client.post(CODE, {"code": code_in(mailoutbox[-1])}).content
        assert not User.objects.exists(), "even the right one comes too late"

    def test_it_is_good_for_a_quarter_of_an_hour(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        session = client.session
        session[signing_up.KEY] = session[signing_up.KEY] | {"at": session[signing_up.KEY]["at"] - 15 * 60 - 1}
        session.save()
        assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == SIGN_UP
        assert not User.objects.exists()

    def test_another_takes_the_place_of_the_first(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        assert client.post(CODE, {"again": "1"})["Location"] == CODE
        assert b"Another code is on its way" in client.get(CODE).content
        first, second = map(code_in, mailoutbox)
        assert client.post(CODE, {"code": first}).status_code == 200
        assert client.post(CODE, {"code": second})["Location"] == "/account/"

    def test_another_is_good_for_a_quarter_of_an_hour_too(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        session = client.session
        session[signing_up.KEY] = session[signing_up.KEY] | {"at": session[signing_up.KEY]["at"] - 14 * 60}
        session.save()
        client.post(CODE, {"again": "1"})
        assert time.time() - client.session[signing_up.KEY]["at"] < 60

    def test_few_others_are_sent(self, client: Client, mailoutbox: list[EmailMessage]) -> None:
        ask(client)
        for _ in range(4):
            client.post(CODE, {"again": "1"})
        assert b"No more codes" in client.get(CODE).content
        assert len(mailoutbox) == 3

    def test_no_code_and_no_password_is_kept_in_the_session(
        self, client: Client, mailoutbox: list[EmailMessage]
    ) -> None:
        ask(client, password=PASSWORD)
        kept = str(client.session[signing_up.KEY])
        code = code_in(mailoutbox[0])
        assert code not in kept
        assert code.replace("-", "") not in kept
        assert PASSWORD not in kept

    @pytest.mark.parametrize("code", ["", "\0", "A" * 5000, "' OR 1=1", "\u202eABCD"])
    def test_odd_input_gets_a_kind_sentence(self, client: Client, code: str) -> None:
        ask(client)
        answer = client.post(CODE, {"code": code})
        assert answer.status_code == 200
        assert b'id="id_code_error"' in answer.content

    def test_who_was_quicker_elsewhere_has_the_account(self, mailoutbox: list[EmailMessage]) -> None:
        first, second = Client(), Client()
        ask(first)
        ask(second)
        codes = [code_in(message) for message in mailoutbox]
        second.post(CODE, {"code": codes[1]})
        assert first.post(CODE, {"code": codes[0]})["Location"] == "/account/login/"
        assert b"There is an account with this address already" in first.get("/account/login/").content
        assert not is_signed_in(first)
        assert User.objects.count() == 1

    def test_without_mail_it_is_not_there(self, client: Client, settings: Settings) -> None:
        settings.EMAIL_URL = ""
        assert client.get(CODE).status_code == 404

    def test_where_the_mail_server_fails_that_is_told_and_nothing_is_made(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(*_args: object, **_kwargs: object) -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
        answer = ask(client)
        assert answer.status_code == 503
        assert b"could not be sent" in answer.content
        assert not User.objects.exists()

    def test_that_somebody_came_is_in_the_log_without_their_address(
        self, client: Client, mailoutbox: list[EmailMessage]
    ) -> None:
        sign_up(client, mailoutbox)
        entry = Entry.objects.get()
        assert (entry.verb, entry.target_id, entry.after) == ("made an account", User.objects.get().pk, {})


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_with_one_address_one_gets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    need_two_at_once()
    monkeypatch.setattr(User, "save", slow(User.save))
    made = at_once(lambda: signing_up.make(NEW), lambda: signing_up.make(NEW.upper()))
    assert sorted(type(user).__name__ for user in made) == ["NoneType", "User"]
    assert User.objects.count() == 1
