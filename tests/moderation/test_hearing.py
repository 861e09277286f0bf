"""What becomes of an account is in the log, without an address or a secret."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import call_command

from accounts.models import User
from tests import make
from tests.accounts.signing import PASSWORD, signed_in
from tests.moderation.staff import give_second_factor
from wiki.log.models import Entry

pytestmark = pytest.mark.django_db
NEW = "an owl at midnight"


@pytest.fixture
def ada() -> User:
    return make.owner(email="ada@example.org", password=PASSWORD)


def entry(user: User) -> tuple[str, int | None, dict[str, object]]:
    found = Entry.objects.about(user).get()
    assert not found.before
    assert "@" not in f"{found.after}{found.reason}"
    return found.verb, found.actor_id, found.after


def test_it_works(ada: User) -> None:
    client = signed_in()
    answer = client.post("/account/password/change/", {"password1": NEW, "password2": NEW})
    assert answer.status_code == 302
    assert entry(ada) == ("changed the password", ada.pk, {})


def test_another_address_is_logged(ada: User) -> None:
    client = signed_in()
    assert client.post("/account/email/", {"email": "new@example.org"}).status_code == 302
    assert entry(ada) == ("changed the e-mail address", ada.pk, {})
    assert client.get("/account/").status_code == 200


def test_an_app_that_is_taken_away_is_logged(ada: User) -> None:
    client = signed_in()
    give_second_factor(ada)
    assert client.post("/account/2fa/totp/deactivate/").status_code == 302
    assert entry(ada) == ("removed a way to sign in", ada.pk, {"kind": "totp"})


def test_what_is_taken_away_where_the_site_is_installed_is_logged_too(ada: User) -> None:
    client = signed_in()
    give_second_factor(ada)
    call_command("login_link", "--reset-mfa", stdout=io.StringIO())
    assert entry(ada) == ("removed a way to sign in", None, {"kind": "totp"})
    assert not Authenticator.objects.exists()
    assert client.get("/account/").status_code == 302


def test_signing_in_is_not_logged(ada: User) -> None:
    signed_in()
    assert not Entry.objects.exists()
