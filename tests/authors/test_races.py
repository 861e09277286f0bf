"""Two saves of one profile at one moment: one wins, the other is told, and no text is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.running import Site

RACES = "from tests.authors.racing import beginnings, edits; beginnings(); edits()"


def test_two_first_profiles_at_once_and_two_edits_at_once(site: Site) -> None:
    first, *edits = [json.loads(line) for line in site.told(RACES, SECRET_KEY="x").splitlines()]
    assert first["taken"] == [first["bio"]]
    for found in (first, *edits):
        assert (len(found["taken"]), len(found["told"]), found["lost"]) == (1, 1, [])
    assert len(edits) == 10
    for found in edits:
        assert found["taken"] == [found["bio"]] == found["links"]
        assert (found["version"], found["kept"]) == (2, ["at first"])
