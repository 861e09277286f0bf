"""Replies at one moment, on a site of its own: none is lost, none is said twice, all counts are right."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.running import Site

pytestmark = pytest.mark.alone


def run(site: Site, storm: str) -> Any:
    script = f"from tests.front.storming import {storm}; {storm}()"
    return json.loads(site.told(script, SECRET_KEY="x").splitlines()[-1])


def test_thirty_two_on_one_thread_lose_no_reply(site: Site) -> None:
    found = run(site, "repliers")
    assert found["answers"] == {"302": 32}
    assert (found["replies"], found["kept"], found["tallies"]) == (32, True, 32)
    assert found["totals"] == [1]
    assert found["logged"] == 32
    assert found["notices"] == 32


def test_one_form_that_is_sent_eight_times_at_once_says_it_once(site: Site) -> None:
    assert run(site, "doubles") == {"answers": {"302": 8}, "replies": 1, "cases": 1}


def test_two_first_replies_at_once_make_one_author(site: Site) -> None:
    assert run(site, "firsts") == {"answers": {"302": 2}, "authors": 1, "held": 2}
