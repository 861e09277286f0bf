"""Choosing what to compare, by two revisions or by a day."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from tests import make
from tests.pages.looking import looker, once_a_draft

pytestmark = pytest.mark.django_db

ADDRESS = "/wiki/engine/diff/"


def test_it_works() -> None:
    once_a_draft(make.author())
    assert Client().get(f"{ADDRESS}?from=3&to=2")["Location"] == "/wiki/engine/diff/2..3/"


@pytest.mark.parametrize(
    "query", ["", "?from=1", "?from=a&to=2", "?from=-1&to=2", "?from=1&to=٢", "?from=1&to=9999999999"]
)
def test_what_is_no_choice_leads_to_the_history(query: str) -> None:
    once_a_draft(make.author())
    assert Client().get(f"{ADDRESS}{query}")["Location"] == "/wiki/engine/history/"


def test_since_a_day_is_since_what_stood_there_when_it_began() -> None:
    author = make.author()
    page = make.page(author, title="Engine")
    for number, day in ((2, 3), (3, 5), (4, 7)):
        make.revise(page, author, body=f"Text {number}.")
        page.revisions.filter(number=number).update(written_at=datetime(2024, 5, day, 12, tzinfo=UTC))
    page.revisions.filter(number=1).update(written_at=datetime(2024, 5, 1, tzinfo=UTC))
    for since, old in (("2024-05-04", 2), ("2024-05-05", 2), ("2024-05-06", 3), ("2020-01-01", 1)):
        assert Client().get(f"{ADDRESS}?since={since}")["Location"] == f"/wiki/engine/diff/{old}..4/"
    for odd in ("2030-01-01", "soon", "2024-13-77", ""):
        assert Client().get(f"{ADDRESS}?since={odd}")["Location"] == "/wiki/engine/history/"


def test_since_leads_nobody_to_what_they_may_not_read() -> None:
    once_a_draft(make.author())
    assert Client().get(f"{ADDRESS}?since=2020-01-01")["Location"] == "/wiki/engine/diff/2..3/"
    assert looker("co-author").get(f"{ADDRESS}?since=2020-01-01")["Location"] == "/wiki/engine/diff/1..3/"
