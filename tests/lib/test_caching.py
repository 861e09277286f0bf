from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, override_settings
from django.urls import path
from django.views.decorators.http import require_safe

from tests import make
from wiki.lib.caching import shared

if TYPE_CHECKING:
    from django.http import HttpRequest

PRIVATE = "private, no-store"


@shared
@require_safe
def same_for_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("The same for all. " * 30)


def plain(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Nothing said.")


@shared
def with_a_form(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_token(request))


@shared
def with_a_session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse("Seen.")


urlpatterns = [
    path("shared/", same_for_all),
    path("plain/", plain),
    path("form/", with_a_form),
    path("session/", with_a_session),
]


@pytest.fixture(autouse=True)
def _these_addresses(db: None) -> object:
    with override_settings(ROOT_URLCONF=__name__):
        yield


def test_it_works(client: Client) -> None:
    answer = client.get("/shared/")
    assert answer["Cache-Control"] == "public, no-cache"
    assert "Cookie" in answer["Vary"]
    assert answer["ETag"]
    assert not answer.cookies
    again = client.get("/shared/", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/shared/", headers={"if-none-match": '"another"'}).status_code == 200


def test_a_cookie_that_is_not_ours_changes_nothing(client: Client) -> None:
    bare = client.get("/shared/")
    client.cookies["utm"] = "1"
    other = client.get("/shared/")
    assert other.content == bare.content
    assert dict(other.items()) == dict(bare.items())


@pytest.mark.parametrize("stale", [False, True])
def test_whoever_carries_a_session_gets_a_private_answer_and_never_a_visitor_s(client: Client, stale: bool) -> None:
    etag = client.get("/shared/")["ETag"]
    client.force_login(make.user())
    if stale:
        client.session.flush()
    answer = client.get("/shared/", headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == PRIVATE
    assert "ETag" not in answer


@pytest.mark.parametrize("address", ["/form/", "/session/"])
def test_a_view_that_gives_somebody_something_of_their_own_is_private_whatever_it_is_marked(
    client: Client, address: str
) -> None:
    answer = client.get(address)
    assert answer.cookies
    assert answer["Cache-Control"] == PRIVATE
    assert "ETag" not in answer


@pytest.mark.parametrize("address", ["/plain/", "/nowhere/"])
def test_all_else_is_kept_nowhere(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["Cache-Control"] == PRIVATE
    assert "ETag" not in answer


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "FOOBAR"])
def test_a_method_that_reading_does_not_need_is_refused(client: Client, method: str) -> None:
    answer = client.generic(method, "/shared/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert Client(enforce_csrf_checks=True).generic(method, "/shared/").status_code in (403, 405)
