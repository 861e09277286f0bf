"""Setting out to a provider."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from accounts.providers import is_of_providers
from tests.accounts.elsewhere import Elsewhere, set_out
from tests.accounts.signing import long_after_signing_in
from tests.accounts.signing_up import sign_up
from tests.front.crawling import patterns
from wiki.management import services

if TYPE_CHECKING:
    from django.core.mail import EmailMessage
    from pytest_django import Settings

WHERE = {"orcid": "https://orcid.org/oauth/authorize", "github": "https://github.com/login/oauth/authorize"}
BUTTON = 'action="/account/{}/login/"'


@pytest.mark.parametrize("provider", WHERE)
@pytest.mark.usefixtures("db", "elsewhere", "with_mail")
def test_it_works(client: Client, provider: str) -> None:
    for path in ("/account/login/", "/account/signup/"):
        page = client.get(f"{path}?next=/wiki/")
        assert BUTTON.format(provider).encode() in page.content
        assert b'name="next" value="/wiki/"' in page.content
        assert urlsplit(WHERE[provider]).netloc in page["Content-Security-Policy"].split("form-action")[1]
    answer = client.post(f"/account/{provider}/login/", {"process": "login"})
    assert answer["Location"].startswith(f"{WHERE[provider]}?")
    told = parse_qs(urlsplit(answer["Location"]).query)
    assert told["redirect_uri"] == [f"http://testserver/account/{provider}/login/callback/"]
    assert told["code_challenge_method"] == ["S256"]
    assert len(told["state"][0]) == 32
    assert told["client_id"] == ["our-id"]
    assert "our-secret" not in answer["Location"]


@pytest.mark.usefixtures("db", "elsewhere")
def test_only_those_pages_let_a_form_lead_there(client: Client) -> None:
    for path in ("/", "/account/2fa/", "/privacy/"):
        assert "github.com" not in client.get(path)["Content-Security-Policy"]


@pytest.mark.usefixtures("db", "elsewhere")
def test_no_link_begins_it(client: Client) -> None:
    assert client.get("/account/github/login/?process=login").status_code == 405


@pytest.mark.usefixtures("db", "elsewhere")
def test_no_page_of_another_site_begins_it() -> None:
    assert Client(enforce_csrf_checks=True).post("/account/github/login/", {"process": "login"}).status_code == 403


@pytest.mark.usefixtures("db", "elsewhere")
def test_nobody_can_have_it_ask_for_more_or_lead_elsewhere(client: Client) -> None:
    forged = "scope=repo&auth_params=state%3Dforged%26redirect_uri%3Dhttps://evil.example&next=//evil.example"
    answer = client.post(f"/account/github/login/?{forged}", {"process": "login"})
    told = parse_qs(urlsplit(answer["Location"]).query)
    assert told["scope"] == ["user:email"]
    assert told["state"] != ["forged"]
    assert "evil" not in answer["Location"]


@pytest.mark.parametrize("process", ["", "redirect", "x"])
@pytest.mark.usefixtures("db", "elsewhere")
def test_for_nothing_else_is_it_there(client: Client, process: str) -> None:
    assert client.post("/account/github/login/", {"process": process})["Location"] == "/account/login/"


@pytest.mark.usefixtures("db", "elsewhere")
def test_only_who_is_signed_in_connects(client: Client) -> None:
    answer = client.post("/account/github/login/", {"process": "connect"})
    assert answer["Location"] == "/account/login/?next=/account/3rdparty/"


@pytest.mark.usefixtures("db", "elsewhere", "with_mail")
def test_who_has_nothing_but_their_mail_shows_first_that_it_is_they(
    client: Client, mailoutbox: list[EmailMessage]
) -> None:
    sign_up(client, mailoutbox)
    assert set_out(client, "github", "connect")["client_id"] == "our-id"
    answer = long_after_signing_in(client).post("/account/github/login/", {"process": "connect"})
    assert answer["Location"] == "/account/3rdparty/"
    assert "/account/reauthenticate/" in client.get("/account/3rdparty/")["Location"]


@pytest.mark.usefixtures("db", "elsewhere")
def test_behind_a_proxy_it_leads_back_to_the_secure_address(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"
    assert set_out(client, "github")["redirect_uri"] == "https://testserver/account/github/login/callback/"


@pytest.mark.usefixtures("db", "elsewhere")
def test_it_is_counted_by_network(client: Client) -> None:
    answers = [client.post("/account/github/login/", {"process": "login"}) for _ in range(21)]
    assert answers[-1].status_code == 429


@pytest.mark.usefixtures("ada", "with_mail")
def test_without_keys_nothing_of_it_is_there(client: Client) -> None:
    tried = [path for path in addresses() if is_of_providers(path)]
    assert len(tried) >= 8
    for path in tried:
        asked = "/" + path.replace("<slug:provider>", "github")
        assert client.get(asked).status_code == client.post(asked).status_code == 404, asked
    page = client.get("/account/login/")
    assert b"GitHub" not in page.content
    assert "github" not in page["Content-Security-Policy"]


@pytest.mark.usefixtures("db")
def test_each_is_there_by_its_own_keys_alone(client: Client, settings: Settings, elsewhere: Elsewhere) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = settings.SOCIALACCOUNT_PROVIDERS | {"github": {"APPS": []}}
    page = client.get("/account/login/")
    assert b"ORCID" in page.content
    assert b"GitHub" not in page.content
    assert "github" not in page["Content-Security-Policy"]
    assert client.post("/account/github/login/", {"process": "login"}).status_code == 404
    assert client.get("/account/github/login/callback/").status_code == 404
    set_out(client, "orcid")
    assert not User.objects.exists()


@pytest.mark.parametrize("keys", [("id", ""), ("", "secret")])
def test_one_key_without_the_other_stops_the_start_with_a_sentence(keys: tuple[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="GITHUB_CLIENT_ID and GITHUB_SECRET belong together"):
        services.providers(github=keys)


def addresses() -> list[str]:
    """Every pattern under /account/."""
    found = [route for _name, route, _parameters in patterns(get_resolver())]
    return [route for route in found if route.startswith("account/")]
