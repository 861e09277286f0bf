"""Choosing when mails tell of answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests import make
from tests.moderation.staff import browser
from wiki.notices.models import Choice, Pace
from wiki.notices.paces import pace_of

if TYPE_CHECKING:
    from pytest_django import Settings

pytestmark = pytest.mark.django_db
ADDRESS = "/account/notifications/"


def chosen(page: str) -> list[str]:
    return re.findall(r'<input type="radio" name="answers" value="(\w+)"[^>]* checked', page)


def test_it_works() -> None:
    user = make.user()
    client = browser(user)
    for pace in (Pace.DAILY, Pace.NEVER, Pace.NOW):
        assert client.post(ADDRESS, {"answers": pace})["Location"] == ADDRESS
        assert pace_of(user) == pace
        page = client.get(ADDRESS).content.decode()
        assert "Saved." in page
        assert chosen(page) == [pace]
        assert page.count("<h1") == 1


def test_who_chose_nothing_is_told_at_once() -> None:
    user = make.user()
    assert chosen(browser(user).get(ADDRESS).content.decode()) == [Pace.NOW]
    assert not Choice.objects.exists()


@pytest.mark.parametrize("answers", ["", "hourly", "NOW"])
def test_what_cannot_be_chosen_is_told(answers: str) -> None:
    user = make.user()
    answer = browser(user).post(ADDRESS, {"answers": answers})
    assert answer.status_code == 200
    assert b"errorlist" in answer.content
    assert not Choice.objects.exists()


def test_it_says_so_where_no_mail_goes_out(settings: Settings) -> None:
    client = browser(make.user())
    assert b"This site sends no mail at present" in client.get(ADDRESS).content
    settings.EMAIL_URL = "smtp://mail.example"
    assert b"This site sends no mail at present" not in client.get(ADDRESS).content


def test_who_is_signed_out_is_asked_to_sign_in() -> None:
    for method in ("get", "post"):
        assert getattr(Client(), method)(ADDRESS)["Location"].startswith("/account/login/")
    assert not Choice.objects.exists()
