"""The one-time link: who it lets in, how often, and what it tells to whom."""

from __future__ import annotations

import io
import logging
import re
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.management.commands.login_link import login_url
from accounts.models import LoginLink, User
from tests import make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.django_db


@pytest.fixture
def path() -> str:
    """The path of a fresh link for the owner."""
    return path_for(make.owner(email="ada@example.org"))


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the site's own logging configuration writes."""
    stream = io.StringIO()
    [console] = [handler for handler in logging.getLogger("django").handlers if handler.name == "console"]
    monkeypatch.setattr(console, "stream", stream)
    return stream


def path_for(user: User) -> str:
    return urlsplit(login_url(user)).path


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def press(path: str, client: Client | None = None) -> Response:
    return (client or Client()).post(path)


def stored() -> Iterator[str]:
    """Every value in every table, as text."""
    for model in apps.get_models(include_auto_created=True):
        yield from (str(value) for row in model._base_manager.values_list() for value in row)


def test_it_works(client: Client, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 200
    assert page.content.count(b"<h1") == 1
    assert b"ada@example.org" in page.content
    assert re.search(
        rb'<form method="post">\s*<input type="hidden" name="csrfmiddlewaretoken"[^>]*>\s*<button', page.content
    )
    answer = client.post(path)
    assert (answer.status_code, answer["Location"]) == (302, "/account/welcome/")
    assert is_signed_in(client)
    assert User.objects.get().last_login is not None


def test_looking_changes_nothing(path: str) -> None:
    before = list(LoginLink.objects.values())
    for scanner in (Client(), Client()):
        assert scanner.get(path).status_code == 200
        assert scanner.head(path).status_code == 200
        assert not is_signed_in(scanner)
    assert list(LoginLink.objects.values()) == before
    assert press(path).status_code == 302


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "FOOBAR"])
def test_other_methods_are_refused(path: str, method: str) -> None:
    assert Client().generic(method, path).status_code == 405
    assert press(path).status_code == 302


def test_it_works_once(path: str) -> None:
    assert press(path).status_code == 302
    second = Client()
    assert press(path, second).status_code == 410
    assert not is_signed_in(second)
    assert second.get(path).status_code == 410


def test_of_two_who_have_both_found_it_usable_one_gets_in(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    link = LoginLink.objects.select_related("user").get()
    monkeypatch.setattr(type(LoginLink.objects), "usable", lambda self, token: link)
    assert [press(path).status_code, press(path).status_code] == [302, 410]


@pytest.mark.parametrize(("seconds", "status"), [(-1, 302), (0, 410), (1, 410)])
def test_it_works_for_a_quarter_of_an_hour(
    path: str, monkeypatch: pytest.MonkeyPatch, seconds: int, status: int
) -> None:
    later = LoginLink.objects.get().expires_at + timedelta(seconds=seconds)
    assert timedelta(minutes=14) < later - timezone.now() < timedelta(minutes=16)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert Client().get(path).status_code == (200 if status == 302 else 410)
    assert press(path).status_code == status


def test_it_dies_when_the_password_changes(path: str) -> None:
    owner = User.objects.get()
    owner.set_password("another one entirely")
    owner.save()
    assert press(path).status_code == 410


def test_whoever_may_not_sign_in_is_not_let_in_by_it(path: str) -> None:
    User.objects.update(is_active=False)
    assert press(path).status_code == 410


def test_wrong_used_and_old_links_get_the_very_same_answer(path: str) -> None:
    owner = User.objects.get()
    old, wrong = path_for(owner), f"/account/link/{'w' * 43}/"
    LoginLink.objects.filter(pk=LoginLink.objects.latest("pk").pk).update(expires_at=timezone.now())
    press(path)
    for method in ("GET", "POST"):
        answers = [Client().generic(method, tried) for tried in (wrong, path, old)]
        assert {answer.status_code for answer in answers} == {410}
        assert len({answer.content for answer in answers}) == 1
        assert len({str(sorted(answer.items())) for answer in answers}) == 1
    assert b"python manage.py login_link" in answers[0].content


def test_it_stays_in_no_cache_and_goes_into_no_referer(client: Client, path: str) -> None:
    answers = [client.get(path), client.post(path), client.get(path), client.post(path)]
    assert [answer.status_code for answer in answers] == [200, 302, 410, 410]
    refused = Client(enforce_csrf_checks=True).post(path)
    assert refused.status_code == 403
    for answer in (*answers, refused):
        assert "no-store" in answer["Cache-Control"]
        # Not no-referrer: with it browsers post the form with `Origin: null`, and the form check refuses that.
        assert answer["Referrer-Policy"] == "strict-origin"


def test_a_form_from_another_site_is_refused(path: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(path).status_code == 403
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', strict.get(path).content)
    assert token
    fields = {"csrfmiddlewaretoken": token[1].decode()}
    assert strict.post(path, fields, headers={"origin": "https://evil.example"}).status_code == 403
    assert strict.post(path, fields, headers={"origin": "http://testserver"}).status_code == 302


def test_it_works_under_this_site_s_name_alone(path: str) -> None:
    for method in ("GET", "POST"):
        assert Client().generic(method, path, headers={"host": "evil.example"}).status_code == 400
    assert press(path).status_code == 302


def test_signing_in_changes_the_session_key(client: Client, path: str) -> None:
    session = client.session
    session["before"] = "yes"
    session.save()
    planted = str(session.session_key)
    client.cookies[settings.SESSION_COOKIE_NAME] = planted
    press(path, client)
    assert is_signed_in(client)
    assert client.session.session_key != planted


@pytest.mark.parametrize(
    "token",
    ["ü" * 43, "%00", "a%00b", "x" * 50_000, "%ff%fe", "..", "%2e%2e%2f", "a%0d%0ab", "a%2fb", "'--", "%F0%9F%94%91"],
)
def test_an_odd_token_is_a_wrong_one(token: str) -> None:
    for method in ("GET", "HEAD", "POST"):
        assert Client().generic(method, f"/account/link/{token}/").status_code in (404, 410)


def test_its_token_is_stored_nowhere(path: str) -> None:
    token = path.split("/")[3]
    press(path)
    assert len(token) == 43
    values = list(stored())
    assert User.objects.get().email in values
    assert not any(token in value for value in values)


def test_its_token_is_in_no_line_of_the_log(path: str, log: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    token = path.split("/")[3]
    for tried in (path.replace(token, "w" * 43), path, path):
        client.post(tried)
        client.get(tried)
    Client(enforce_csrf_checks=True).post(path)
    client.put(path)
    client.get(path, headers={"host": "evil.example"})

    def fails(self: object, told: str) -> None:
        raise RuntimeError(f"the database choked on {told}")

    monkeypatch.setattr(type(LoginLink.objects), "usable", fails)
    assert client.get(path).status_code == 500
    logging.getLogger("django.server").info('"GET %s HTTP/1.1" 200', path)
    written = log.getvalue()
    assert '"GET /account/link/…/ HTTP/1.1" 200' in written
    assert "Gone: /account/link/…/" in written
    assert "RuntimeError: the database choked on …" in written
    assert token not in written
    assert "wwww" not in written


def test_the_log_keeps_everything_else(log: io.StringIO) -> None:
    logging.getLogger("django.request").error("Lost %s of %d", "/wiki/a/", 3)
    logging.getLogger("django.request").error("100 % plain")
    assert "ERROR django.request: Lost /wiki/a/ of 3\n" in log.getvalue()
    assert "100 % plain\n" in log.getvalue()


def test_making_one_takes_the_expired_ones_away(path: str) -> None:
    LoginLink.objects.update(expires_at=timezone.now())
    owner = User.objects.get()
    path_for(owner)
    path_for(owner)
    assert LoginLink.objects.count() == 2


def test_the_command_prints_a_link_for_the_owner_or_for_whoever_is_named(client: Client) -> None:
    owner, reader = make.owner(), make.user(email="reader@example.org")
    for arguments, user in (([], owner), ([" Reader@Example.org "], reader)):
        printed = io.StringIO()
        call_command("login_link", *arguments, stdout=printed)
        address = printed.getvalue().strip()
        assert re.fullmatch(re.escape(settings.SITE_URL) + r"/account/link/[\w-]{43}/", address)
        assert press(urlsplit(address).path, client).status_code == 302
        assert client.session["_auth_user_id"] == str(user.pk)


def test_the_command_says_what_is_wrong() -> None:
    with pytest.raises(CommandError, match=r"There is no owner yet\. Run `python manage\.py up`"):
        call_command("login_link")
    with pytest.raises(CommandError, match=r"Nobody signs in as nobody@example\.org"):
        call_command("login_link", "nobody@example.org")
    make.user(email="gone@example.org", is_active=False)
    with pytest.raises(CommandError, match="may not sign in"):
        call_command("login_link", "gone@example.org")
