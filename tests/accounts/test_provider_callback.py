"""Coming back from a provider: who comes in, and what of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from tests import make
from tests.accounts.elsewhere import (
    GITHUB,
    ORCID,
    TOKEN,
    Elsewhere,
    come_back,
    form_of,
    github_emails,
    orcid_record,
    set_out,
    there_and_back,
)
from tests.accounts.signing import code_of_app, give_app, is_signed_in
from tests.accounts.signing_up import CODE, code_in
from wiki.authors.models import Author
from wiki.lib import outside

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django import Settings

pytestmark = pytest.mark.usefixtures("db", "with_mail", "elsewhere")
DID_NOT_WORK = b"That did not work"
API = "https://api.github.com/user"


def test_it_works(client: Client, elsewhere: Elsewhere, mailoutbox: list[EmailMessage]) -> None:
    answer = there_and_back(client, "github", next_page="/comments/abc/reply/")
    assert answer["Location"] == "/comments/abc/reply/"
    assert is_signed_in(client)
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == ("github", str(GITHUB), {"login": "ada"})
    assert EmailAddress.objects.values_list("email", "verified", "primary").get() == ("ada@example.org", True, True)
    assert not Author.objects.exists()
    assert not mailoutbox, "GitHub has proved the address"
    sent = form_of(elsewhere.asked[0])
    assert sent["code"] == ["their-code"]
    assert sent["code_verifier"]


def test_the_next_time_it_signs_in_to_the_same_account(client: Client) -> None:
    there_and_back(client, "github")
    there_and_back(again := Client(), "github")
    assert is_signed_in(again)
    assert User.objects.count() == 1


def test_orcid_tells_no_address_so_one_is_asked_for_and_proved(client: Client, mailoutbox: list[EmailMessage]) -> None:
    form = there_and_back(client, "orcid", next_page="/wiki/")["Location"]
    assert form == "/account/3rdparty/signup/"
    assert client.get(form).content.count(b"<h1") == 1
    assert client.post(form, {"email": "Ada@example.org"})["Location"] == CODE
    assert not User.objects.exists()
    assert client.post(CODE, {"code": code_in(mailoutbox[0])})["Location"] == "/wiki/"
    assert is_signed_in(client)
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.extra_data) == ("orcid", ORCID, {})
    assert there_and_back(second := Client(), "orcid")["Location"] == "/"
    assert is_signed_in(second)


def test_no_token_is_kept_anywhere(client: Client, elsewhere: Elsewhere) -> None:
    elsewhere.answers[f"{API}/emails"] = []
    there_and_back(client, "github")
    there_and_back(Client(), "orcid")
    assert not any(TOKEN in str(session.get_decoded()) for session in Session.objects.all())
    assert not any("secret of hers" in str(session.get_decoded()) for session in Session.objects.all())
    assert not SocialToken.objects.exists()


def test_a_second_factor_is_asked_for_here_too(client: Client) -> None:
    there_and_back(Client(), "github")
    give_app(User.objects.get())
    assert there_and_back(client, "github")["Location"] == "/account/2fa/authenticate/"
    assert not is_signed_in(client)
    assert TOKEN not in str(client.session.items())
    client.post("/account/2fa/authenticate/", {"code": code_of_app()})
    assert is_signed_in(client)


def test_a_proved_address_of_somebody_here_lets_nobody_in_but_is_kindly_told(client: Client) -> None:
    make.user(email="ada@example.org")
    answer = there_and_back(client, "github")
    assert answer["Location"] == "/account/login/?next=%2Faccount%2F3rdparty%2F"
    assert b"Sign in to it, then connect GitHub" in client.get(answer["Location"]).content
    assert not SocialAccount.objects.exists()
    assert not is_signed_in(client)


@pytest.mark.parametrize("verified", [False, None, "false", "true", 1])
def test_an_address_that_it_has_not_proved_is_proved_here(
    client: Client, elsewhere: Elsewhere, mailoutbox: list[EmailMessage], verified: Any
) -> None:
    make.user(email="ada@example.org")
    elsewhere.answers[f"{API}/emails"] = github_emails("ada@example.org", verified=verified)
    form = there_and_back(client, "github")["Location"]
    assert form == "/account/3rdparty/signup/"
    assert b'value="ada@example.org"' in client.get(form).content
    client.post(form, {"email": "ada@example.org"})
    assert "You have one already" in str(mailoutbox[0].body), "which its owner alone is told"
    assert not is_signed_in(client)
    assert not SocialAccount.objects.exists()


def test_of_many_addresses_the_one_in_use_is_kept(client: Client, elsewhere: Elsewhere) -> None:
    elsewhere.answers[f"{API}/emails"] = github_emails("ada@example.org", "other@example.org", "third@example.org")
    there_and_back(client, "github")
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["ada@example.org"]


@pytest.mark.parametrize("state", ["", "forged", "A" * 32, "\0", "x" * 5000])
def test_a_forged_state_lets_nobody_in(client: Client, elsewhere: Elsewhere, state: str) -> None:
    set_out(client, "github")
    answer = come_back(client, "github", state=state, code="code-of-eve")
    assert DID_NOT_WORK in answer.content
    assert elsewhere.asked == [], "nothing was asked in its name"


def test_a_state_is_good_once_in_its_own_browser_for_its_own_provider(client: Client) -> None:
    told = set_out(client, "github")
    assert DID_NOT_WORK in come_back(Client(), "github", state=told["state"], code="c").content
    assert DID_NOT_WORK in come_back(client, "orcid", state=told["state"], code="c").content
    assert come_back(client, "github", state=told["state"], code="c").status_code == 302
    assert DID_NOT_WORK in come_back(client, "github", state=told["state"], code="c").content


def test_who_turns_back_there_is_led_to_other_ways(client: Client) -> None:
    told = set_out(client, "github")
    answer = come_back(client, "github", state=told["state"], error="access_denied")
    assert client.get(answer["Location"]).content.count(b"<h1") == 1
    told = set_out(client, "github")
    assert DID_NOT_WORK in come_back(client, "github", state=told["state"], error="<script>").content


DEEP = "[" * 100_000
BIDI = "\u202egro.elpmaxe\u2066"


@pytest.mark.parametrize(
    ("provider", "url", "told"),
    [
        ("github", "https://github.com/login/oauth/access_token", 401),
        ("github", "https://github.com/login/oauth/access_token", {"error": "bad_verification_code"}),
        ("github", "https://github.com/login/oauth/access_token", ["access_token"]),
        ("github", "https://github.com/login/oauth/access_token", DEEP),
        ("github", API, requests.Timeout()),
        ("github", API, requests.exceptions.TooManyRedirects()),
        ("github", API, outside.TooLargeError()),
        ("github", API, outside.PlaceRefusedError()),
        ("github", API, 500),
        ("github", API, "not JSON"),
        ("github", API, DEEP),
        ("github", API, '{"id":' * 3000),
        ("github", API, "9" * 5000),
        ("github", API, "[]"),
        ("github", API, {"id": None, "login": "ada"}),
        ("github", API, {"id": True, "login": "ada"}),
        ("github", API, {"id": "../../1", "login": "ada"}),
        ("github", API, {"id": -1}),
        ("github", API, {"id": {"a": 1}}),
        ("github", API, {"id": 1, "login": "ada", "email": {"@": 1}}),
        ("github", f"{API}/emails", {"email": "ada@example.org"}),
        ("github", f"{API}/emails", [5]),
        ("orcid", "https://pub.orcid.org/oauth/token", {"access_token": TOKEN}),
        ("orcid", "https://pub.orcid.org/oauth/token", DEEP),
        ("orcid", f"https://pub.orcid.org/v3.0/{ORCID}/record", orcid_record(orcid="0000")),
        ("orcid", f"https://pub.orcid.org/v3.0/{ORCID}/record", orcid_record(orcid=f"{ORCID}\n")),
        ("orcid", f"https://pub.orcid.org/v3.0/{ORCID}/record", {"orcid-identifier": DEEP}),
        ("orcid", f"https://pub.orcid.org/v3.0/{ORCID}/record", requests.ConnectionError()),
    ],
    ids=lambda value: str(value)[:40] if not isinstance(value, Exception) else type(value).__name__,
)
def test_nonsense_from_there_is_told_and_leaves_nobody(
    client: Client, elsewhere: Elsewhere, provider: str, url: str, told: Any
) -> None:
    elsewhere.answers[url] = told
    answer = there_and_back(client, provider)
    assert DID_NOT_WORK in answer.content
    assert answer.status_code == 401
    assert not User.objects.exists()
    assert not is_signed_in(client)


def test_no_name_from_there_is_taken_over(client: Client, elsewhere: Elsewhere) -> None:
    elsewhere.answers[API] = {"id": GITHUB, "login": BIDI, "name": BIDI}
    there_and_back(client, "github")
    assert SocialAccount.objects.get().extra_data == {}
    assert b"\xe2\x80\xae" not in client.get("/account/3rdparty/").content


def test_a_blocked_account_is_not_opened(client: Client) -> None:
    there_and_back(Client(), "github")
    User.objects.update(is_active=False)
    answer = there_and_back(client, "github")
    assert b"This account is closed" in client.get(answer["Location"]).content
    assert not is_signed_in(client)


def test_where_no_reader_is_taken_only_those_who_are_known_come_in(client: Client, settings: Settings) -> None:
    there_and_back(Client(), "github")
    settings.REPLIES = "closed"
    there_and_back(client, "github")
    assert is_signed_in(client)
    assert b"This site takes no new readers" in there_and_back(Client(), "orcid").content
    assert User.objects.count() == 1


def test_where_no_mail_goes_out_a_proved_address_is_enough(client: Client, settings: Settings) -> None:
    settings.EMAIL_URL = ""
    assert b"It sends no mail" in there_and_back(Client(), "orcid").content
    there_and_back(client, "github")
    assert is_signed_in(client)


def test_the_session_is_a_new_one_afterwards(client: Client) -> None:
    told = set_out(client, "github")
    before = client.session.session_key
    come_back(client, "github", state=told["state"], code="c")
    assert client.session.session_key != before
