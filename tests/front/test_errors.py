"""Pages for when something is missing or breaks: in the site's own look, and without a word from inside."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from wiki.front import views


@pytest.mark.django_db
def test_a_missing_page_says_what_to_do(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert b"There is nothing at this address" in response.content
    assert b"commonplace.css" in response.content
    assert b"/no/such" not in response.content


def test_a_broken_page_says_whose_fault_it_is_and_nothing_of_the_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*arguments: object, **named: object) -> None:
        raise RuntimeError("the inside")

    monkeypatch.setattr(views, "HttpResponse", broken)
    client.raise_request_exception = False
    response = client.get("/robots.txt")
    assert response.status_code == 500
    assert b"Something broke on our side" in response.content
    assert b"the inside" not in response.content


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example"])
def test_another_host_s_name_is_refused(client: Client, host: str) -> None:
    assert client.get("/robots.txt", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace"])
def test_reading_pages_take_no_other_method(client: Client, method: str, settings: Settings) -> None:
    for address in ("/", "/comments/x/", "/robots.txt", "/favicon.ico"):
        assert getattr(client, method)(address).status_code == 405
