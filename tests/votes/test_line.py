"""SQLite's writers of one process stand in line, but for those whom who is in line would wait for."""

from __future__ import annotations

import pytest
from django.db import connection

from tests import make
from tests.votes.casting import browser, cast
from wiki.votes.casting import LINE, in_line

pytestmark = pytest.mark.django_db


def test_a_vote_within_a_transaction_does_not_stand_in_line() -> None:
    comment, caster = make.comment(make.author()), browser()
    assert in_line() is not LINE
    assert LINE.acquire(timeout=1)
    try:
        assert cast(comment, caster, 1).sums["karma"] == 1
    finally:
        LINE.release()


@pytest.mark.django_db(transaction=True)
def test_a_vote_on_its_own_stands_in_line_where_there_is_one_writer() -> None:
    one_writer = connection.vendor == "sqlite"
    with in_line():
        assert LINE.locked() == one_writer
    assert not LINE.locked()
