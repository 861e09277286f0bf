from __future__ import annotations

from typing import TYPE_CHECKING

from django.test import Client

from tests import make
from tests.accounts.signing import signed_in

if TYPE_CHECKING:
    from accounts.models import User

LEADS_TO = ("/account/email/", "/account/password/change/", "/account/2fa/", "/account/sessions/")


def test_it_works(ada: User) -> None:
    client = signed_in()
    page = client.get("/account/")
    assert page.content.count(b"<h1") == 1
    assert b"ada@example.org" in page.content
    for path in LEADS_TO:
        assert f'href="{path}"'.encode() in page.content
        answer = client.get(path)
        assert answer.status_code == 200
        assert answer.content.count(b"<h1") == 1
        assert answer["Cache-Control"] == "private, no-store"
        assert "data:" not in answer["Content-Security-Policy"]
        assert b'href="/account/"' in answer.content, "it leads back"


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    for path in ("/account/", "/account/welcome/", *LEADS_TO):
        assert Client().get(path)["Location"] == f"/account/login/?next={path}"


def test_the_bar_offers_to_sign_in_and_then_the_account(ada: User) -> None:
    make.primary()
    page = Client().get("/")
    assert b'href="/account/login/"' in page.content
    assert page["Cache-Control"] == "public, no-cache"
    assert not page.cookies
    page = signed_in().get("/")
    assert b'href="/account/"' in page.content
    assert b'href="/account/login/"' not in page.content
