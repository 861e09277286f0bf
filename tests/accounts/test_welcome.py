from __future__ import annotations

from tests import make
from tests.accounts.signing import is_signed_in, signed_in_by_link


def test_it_works(db: None) -> None:
    client = signed_in_by_link(make.owner())
    page = client.get("/account/welcome/")
    for path in ("/account/2fa/webauthn/add/", "/account/password/change/"):
        assert f'href="{path}"'.encode() in page.content
        answer = client.get(path, follow=True)
        assert answer.status_code == 200
        assert b"<form" in answer.content


def test_who_has_no_password_sets_one_and_can_sign_in_with_it(db: None) -> None:
    client = signed_in_by_link(make.owner(email="ada@example.org"))
    fields = {"password1": "a first one of mine", "password2": "a first one of mine"}
    answer = client.post("/account/password/change/", fields)
    assert answer.status_code == 302
    assert is_signed_in(client)
    client.post("/account/logout/")
    answer = client.post("/account/login/", {"login": "ada@example.org", "password": "a first one of mine"})
    assert answer["Location"] == "/"
    assert is_signed_in(client)
