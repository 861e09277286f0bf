"""Marking as read what stood in the list."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.moderation.staff import browser
from tests.notices.telling import person, say
from wiki.notices.models import Notice

pytestmark = pytest.mark.django_db
ADDRESS = "/account/notices/read/"


def test_it_works() -> None:
    ada, eve = person("Ada"), person("Eve")
    for _ in range(3):
        say(make.comment(ada), eve)
    first, second, third = Notice.objects.order_by("pk")
    answer = browser(make.account(ada)).post(ADDRESS, {"newest": second.pk})
    assert answer["Location"] == "/account/notices/"
    assert list(Notice.objects.unread()) == [third]
    assert Notice.objects.get(pk=first.pk).read_at


def test_it_marks_nobody_else_s() -> None:
    ada, eve = person("Ada"), person("Eve")
    say(make.comment(ada), eve)
    browser(make.account(eve)).post(ADDRESS, {"newest": 10**6})
    assert Notice.objects.unread().count() == 1


def test_what_was_read_before_keeps_its_time() -> None:
    ada, eve = person("Ada"), person("Eve")
    say(make.comment(ada), eve)
    client = browser(make.account(ada))
    client.post(ADDRESS, {"newest": 10**6})
    before = Notice.objects.get().read_at
    client.post(ADDRESS, {"newest": 10**6})
    assert Notice.objects.get().read_at == before


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40, "1.5"])
def test_nonsense_marks_nothing(newest: str) -> None:
    ada, eve = person("Ada"), person("Eve")
    say(make.comment(ada), eve)
    assert browser(make.account(ada)).post(ADDRESS, {"newest": newest}).status_code == 302
    assert Notice.objects.unread().count() == 1


def test_it_is_done_by_a_form_alone_and_signed_in() -> None:
    assert browser(make.user()).get(ADDRESS).status_code == 405
    assert Client().post(ADDRESS)["Location"].startswith("/account/login/")
