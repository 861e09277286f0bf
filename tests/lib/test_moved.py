"""An address that a thing had leads to the one that it has."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from tests import make
from wiki.lib.moved import MovedError


def moved(request: HttpRequest) -> HttpResponse:
    raise MovedError("/there/?a=1")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError


urlpatterns = [path("moved/", moved), path("broken/", broken)]


@override_settings(ROOT_URLCONF=__name__)
def test_it_works(client: Client) -> None:
    answer = client.get("/moved/")
    assert (answer.status_code, answer["Location"]) == (301, "/there/?a=1")


@override_settings(ROOT_URLCONF=__name__)
def test_no_browser_keeps_it_as_the_thing_may_move_back(client: Client) -> None:
    answer = client.get("/moved/")
    assert answer["Cache-Control"] == "public, no-cache"
    assert "Cookie" in answer["Vary"]


@pytest.mark.django_db
@override_settings(ROOT_URLCONF=__name__)
def test_with_a_session_it_is_kept_nowhere(client: Client) -> None:
    client.force_login(make.user())
    answer = client.get("/moved/")
    assert answer.status_code == 301
    assert answer["Cache-Control"] == "private, no-store, no-cache"


@override_settings(ROOT_URLCONF=__name__)
def test_any_other_failure_stays_one(client: Client) -> None:
    with pytest.raises(RuntimeError):
        client.get("/broken/")
