from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.test import Client

from tests import make
from tests.accounts.signing import PASSWORD, attempt, is_signed_in, signed_in

if TYPE_CHECKING:
    from accounts.models import User


def path_of(client: Client) -> str:
    """The address that ends this browser's session."""
    return f"/account/sessions/{UserSession.objects.get(session_key=client.session.session_key).pk}/end/"


def test_it_works(ada: User) -> None:
    here, there, third = signed_in(), signed_in(), signed_in()
    page = here.get("/account/sessions/").content
    assert page.count(b"Sign out there") == 2
    assert path_of(there).encode() in page
    assert path_of(here).encode() not in page
    assert here.post(path_of(there))["Location"] == "/account/sessions/"
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, True]


def test_everywhere_else_at_once(ada: User) -> None:
    here, there, third = signed_in(), signed_in(), signed_in()
    here.post("/account/sessions/")
    assert [is_signed_in(client) for client in (here, there, third)] == [True, False, False]
    assert here.get("/account/sessions/").content.count(b"Sign out there") == 0


def test_another_s_session_is_not_theirs_to_see_or_end(ada: User) -> None:
    make.user(email="eve@example.org", password=PASSWORD)
    mine, eve = signed_in(), signed_in("eve@example.org")
    assert path_of(mine).encode() not in eve.get("/account/sessions/").content
    assert eve.post(path_of(mine)).status_code == 404
    assert Client().post(path_of(mine)).status_code == 302
    assert is_signed_in(mine)


def test_looking_ends_nothing(ada: User) -> None:
    here, there = signed_in(), signed_in()
    assert here.get(path_of(there)).status_code == 405
    assert is_signed_in(there)


def test_the_list_says_which_browser_from_where_and_since_when(ada: User) -> None:
    client = Client()
    attempt(client, REMOTE_ADDR="192.0.2.1", HTTP_USER_AGENT="<b>Lynx</b>")
    page = client.get("/account/sessions/").content
    assert b"&lt;b&gt;Lynx" in page
    assert b"192.0.2.1" in page
    assert b"the browser you are using now" in page
