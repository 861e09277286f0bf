"""Every address under /account/ that the library brings: what it answers, by what the site offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.mail import NEEDS_MAIL
from accounts.providers import is_of_providers
from tests import make
from tests.front.crawling import patterns

if TYPE_CHECKING:
    from pytest_django import Settings

    from tests.accounts.elsewhere import Elsewhere

IN, OUT = 200, 302
ARGUMENTS: dict[str, dict[str, str | int]] = {
    "account_reset_password_from_key": {"uidb36": "1", "key": "gone"},
    "mfa_edit_webauthn": {"pk": 1},
    "mfa_remove_webauthn": {"pk": 1},
}
#: What a visitor is answered where everything is offered.
VISITOR = {
    "account_login": IN,
    "account_signup": IN,
    "account_inactive": IN,
    "account_logout": 405,
    "account_email": OUT,
    "account_change_password": OUT,
    "account_set_password": OUT,
    "account_reauthenticate": OUT,
    "account_confirm_login_code": OUT,
    "account_email_verification_sent": OUT,
    "account_request_login_code": IN,
    "account_reset_password": IN,
    "account_reset_password_done": IN,
    "account_reset_password_from_key": IN,
    "account_reset_password_from_key_done": IN,
    "mfa_index": OUT,
    "mfa_authenticate": OUT,
    "mfa_reauthenticate": OUT,
    "mfa_activate_totp": OUT,
    "mfa_deactivate_totp": OUT,
    "mfa_view_recovery_codes": OUT,
    "mfa_generate_recovery_codes": OUT,
    "mfa_download_recovery_codes": OUT,
    "mfa_list_webauthn": OUT,
    "mfa_add_webauthn": OUT,
    "mfa_edit_webauthn": OUT,
    "mfa_remove_webauthn": OUT,
    "mfa_reauthenticate_webauthn": OUT,
    "mfa_login_webauthn": OUT,
    "usersessions_list": OUT,
    "socialaccount_login_cancelled": IN,
    "socialaccount_login_error": 401,
    "socialaccount_signup": OUT,
    "socialaccount_connections": OUT,
    "github_login": 405,
    "github_callback": 401,
    "orcid_login": 405,
    "orcid_callback": 401,
}


def library() -> dict[str, str]:
    """The names of the library's addresses, with their patterns."""
    found = patterns(get_resolver())
    return {name: route for name, route, _ in found if route.startswith("account/") and ":" not in name}


def path_of(name: str) -> str:
    return reverse(name, kwargs=ARGUMENTS.get(name))


def test_every_one_is_in_the_table() -> None:
    assert set(library()) - {"None"} == set(VISITOR)


@pytest.mark.parametrize("name", VISITOR)
@pytest.mark.usefixtures("db", "with_mail", "elsewhere")
def test_it_answers_a_visitor_so_and_is_kept_nowhere(client: Client, name: str) -> None:
    answer = client.get(path_of(name))
    assert answer.status_code == VISITOR[name]
    assert {"private", "no-store"} <= {word.strip() for word in answer["Cache-Control"].split(",")}


@pytest.mark.parametrize("name", VISITOR)
@pytest.mark.usefixtures("db")
def test_without_mail_and_keys_what_needs_them_is_not_there(client: Client, name: str) -> None:
    needs = name in NEEDS_MAIL or is_of_providers(library()[name]) or name.startswith(("github_", "orcid_"))
    assert (client.get(path_of(name)).status_code == 404) is needs


@pytest.mark.usefixtures("db", "with_mail")
def test_none_of_them_fails_for_somebody_signed_in(client: Client, elsewhere: Elsewhere) -> None:
    client.force_login(make.user())
    for name in VISITOR.keys() - {"account_logout"}:
        answer = client.get(path_of(name))
        assert answer.status_code < 500, name
        assert {"private", "no-store"} <= {word.strip() for word in answer["Cache-Control"].split(",")}, name


@pytest.mark.usefixtures("db", "with_mail")
def test_where_no_reader_is_taken_all_the_rest_is_as_it_was(client: Client, settings: Settings) -> None:
    settings.REPLIES = "closed"
    for name in ("account_login", "account_request_login_code", "account_reset_password"):
        page = client.get(path_of(name))
        assert page.status_code == 200
        assert b"signup" not in page.content, name
