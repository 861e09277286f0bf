"""What a form tells of how it was sent."""

from __future__ import annotations

import time

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from accounts.models import User
from wiki.moderation.admission import Facts
from wiki.moderation.guard import OLD, GuardMixin, new_stamp


def form(**told: str) -> GuardMixin:
    data = QueryDict(mutable=True)
    data.update(told)
    return GuardMixin(data)


def facts(form: GuardMixin, user: int = 1) -> Facts:
    request = RequestFactory().post("/", headers={"User-Agent": "Lynx" + "x" * 500}, REMOTE_ADDR="192.0.2.7")
    request.user = User(pk=user)
    assert form.is_valid()
    return form.facts(request)


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    stamp = new_stamp()
    monkeypatch.setattr("wiki.moderation.guard.time.time", lambda: now + 9)
    found = facts(form(stamp=stamp, topic="spam"))
    assert (found.address, found.agent[:5], len(found.agent), found.trap) == ("192.0.2.7", "Lynxx", 300, "spam")
    assert found.seconds == pytest.approx(9, abs=0.5)
    assert len(found.form_key) == 64


def test_one_form_has_one_key_and_each_sender_another() -> None:
    stamp = new_stamp()
    keys = [facts(form(stamp=stamp), user).form_key for user in (1, 1, 2)]
    assert keys[0] == keys[1] != keys[2]
    assert facts(form(stamp=new_stamp())).form_key != keys[0]


def test_of_a_form_without_a_stamp_nothing_is_known() -> None:
    found = facts(form())
    assert (found.seconds, found.form_key) == (None, "")


@pytest.mark.parametrize("stamp", ["x", "a:b:c", new_stamp()[:-1], "\ud800", "x" * 100_000])
def test_what_is_no_stamp_of_ours_makes_a_new_form(stamp: str) -> None:
    made = form(stamp=stamp)
    assert not made.is_valid()
    assert made.non_field_errors() == [OLD]
    assert form(stamp=str(made["stamp"].value())).is_valid()


def test_people_neither_see_the_trap_nor_come_to_it() -> None:
    field = str(form()["topic"])
    assert 'tabindex="-1"' in field
    assert 'autocomplete="off"' in field
