"""Following a notice to what it tells of."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.moderation.staff import browser
from tests.notices.telling import person, say
from wiki.comments.models import Comment
from wiki.notices.models import Notice

pytestmark = pytest.mark.django_db


def address() -> str:
    return f"/account/notices/{Notice.objects.get().pk}/"


def test_it_works() -> None:
    ada, eve = person("Ada"), person("Eve")
    reply = say(make.comment(ada), eve)
    answer = browser(make.account(ada)).post(address())
    assert (answer.status_code, answer["Location"]) == (302, reply.get_absolute_url())
    assert Notice.objects.get().read_at


def test_nobody_follows_another_s() -> None:
    ada, eve = person("Ada"), person("Eve")
    say(make.comment(ada), eve)
    assert browser(make.account(eve)).post(address()).status_code == 404
    assert Notice.objects.get().read_at is None


@pytest.mark.parametrize("notice_knows", [True, False])
def test_to_what_can_no_longer_be_read_nothing_leads(*, notice_knows: bool) -> None:
    ada, eve = person("Ada"), person("Eve")
    reply = say(make.comment(ada), eve)
    if notice_knows:
        reply.hide(actor=make.account(ada), reason="So.")
    Comment.objects.filter(pk=reply.pk).update(state="hidden")
    assert browser(make.account(ada)).post(address()).status_code == 404


def test_it_is_done_by_a_form_alone_and_signed_in() -> None:
    ada, eve = person("Ada"), person("Eve")
    say(make.comment(ada), eve)
    assert browser(make.account(ada)).get(address()).status_code == 405
    assert Client().post(address())["Location"].startswith("/account/login/")
    assert Notice.objects.get().read_at is None
