from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.test import Client
from django.utils import timezone

from tests import make
from tests.accounts.signing import signed_in
from wiki.moderation.models import Person

if TYPE_CHECKING:
    from accounts.models import User
    from tests.accounts.elsewhere import Elsewhere

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


def reader(client: Client) -> User:
    """Somebody signed in who has nothing here but an account."""
    user = make.user(email="reader@example.org")
    client.force_login(user)
    return user


def test_a_reader_finds_all_that_is_theirs_and_nothing_that_is_not(client: Client, db: None) -> None:
    reader(client)
    page = client.get("/account/").content.decode()
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    addresses = re.findall(r'href="(/[^"]*)"', main)
    assert {"/account/name/", "/account/notifications/", "/votes/", "/account/export/", "/account/delete/"} <= set(
        addresses
    )
    assert [client.get(path).status_code for path in addresses] == [200] * len(addresses)
    for absent in ("Your site", "The admin", "Accounts elsewhere", "Your replies"):
        assert absent not in main


def test_a_reader_with_a_name_is_led_to_their_page(client: Client, db: None) -> None:
    author = make.author(user=reader(client), name="A\u202eda", slug="reader-x", listed=False)
    page = client.get("/account/").content.decode()
    assert f'href="{author.get_absolute_url()}"' in page
    assert f"<bdi>{author.name}</bdi>" in page


def test_what_a_moderator_decided_is_told_to_its_reader_while_it_lasts(client: Client, db: None) -> None:
    author = make.author(user=reader(client), listed=False)
    until = datetime(2200, 3, 1, tzinfo=UTC)
    Person.objects.create(author=author, blocked_at=timezone.now(), blocked_until=until, told="<b>Be kind.")
    assert b"until 1 March 2200, 00:00 UTC. The reason: &lt;b&gt;Be kind." in client.get("/account/").content
    Person.objects.update(blocked_until=timezone.now())
    assert b"Be kind." not in client.get("/account/").content


def test_accounts_elsewhere_are_there_where_there_are_any(client: Client, db: None, elsewhere: Elsewhere) -> None:
    reader(client)
    assert b'href="/account/3rdparty/"' in client.get("/account/").content


def test_who_may_no_longer_sign_in_is_signed_out_at_once(ada: User) -> None:
    client = signed_in()
    type(ada).objects.update(is_active=False)
    assert client.get("/account/").status_code == 302
