"""The storm that our casting withstands is one in which casting as others do drifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.races import need_two_at_once
from tests.votes.drifting import WAYS
from tests.votes.storms import voters

if TYPE_CHECKING:
    from tests.votes.storms import Storm

pytestmark = pytest.mark.alone
TRIES = 5


@pytest.mark.parametrize("way", WAYS)
def test_each_of_three_likely_ways_drifts(storm: Storm, way: str) -> None:
    need_two_at_once()
    storm.prepare(comments=40, accounts=4)
    for _ in range(TRIES):
        deeds = voters(storm.made["accounts"] * 2, 4, comments=storm.made["comments"], changes=40, how=way)
        storm.begin(*deeds).end()
        done = storm.site.run("recount", "--check")
        if done.returncode == 1:
            break
    assert "comments_commenttally" in done.stdout, way
    assert "not the sum of the rows" in done.stderr
    assert "set right" in storm.site.run("recount").stdout
    storm.check()


def test_the_same_storm_leaves_our_sums_exact(storm: Storm) -> None:
    need_two_at_once()
    storm.prepare(comments=40, accounts=4)
    for _ in range(2):
        deeds = voters(storm.made["accounts"] * 2, 4, comments=storm.made["comments"], changes=40)
        storm.begin(*deeds).end().check()
    storm.check_values()
