"""Two at one moment on one page: both are done, or one is told, and every total stays that of its rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.running import Site

DUELS = "from tests.pages.duels import duels; duels(*{names})"
#: So many of them in one process, none of which may take long.
A_RUN = 4


def test_it_works(site: Site) -> None:
    every = list(EXPECTED)
    for names in (every[start : start + A_RUN] for start in range(0, len(every), A_RUN)):
        fought = [json.loads(line) for line in site.told(DUELS.format(names=names), SECRET_KEY="x").splitlines()]
        assert {found["name"] for found in fought} == set(names)
        for found in fought:
            assert (found["drift"], found["latest"]) == ({}, True), found
            assert found["numbers"] == list(range(1, len(found["numbers"]) + 1)), found
            EXPECTED[found["name"]](found)


def both_survive(found: dict[str, Any]) -> None:
    assert sorted(found["outcomes"]) == ["merged", "saved"], found
    assert found["body"].strip() == "1.\n\nTwo.\n\n3."


def one_is_told(found: dict[str, Any]) -> None:
    assert sorted(found["outcomes"]) == ["clash", "saved"], found
    assert len(found["numbers"]) == 3


def hidden_and_saved(found: dict[str, Any]) -> None:
    assert found["outcomes"] == ["True", "saved"], found
    assert (found["hidden"], found["listed"]) == ([1], [2, 3])


def hidden_only_once_it_is_old(found: dict[str, Any]) -> None:
    assert found["outcomes"] in (["True", "saved"], ["RefusedError", "saved"]), found
    done = found["outcomes"][0] == "True"
    assert (found["hidden"], found["listed"]) == (([2], [1, 3]) if done else ([], [1, 2, 3]))


def renamed_and_saved_or_told(found: dict[str, Any]) -> None:
    assert found["outcomes"] in (["saved", "renamed"], ["merged", "saved"]), found
    assert found["title"] == "Renamed"
    assert ("1." in found["body"]) == (found["outcomes"][1] == "saved")


def published_with_its_latest(found: dict[str, Any]) -> None:
    assert found["outcomes"] == ["True", "saved"], found
    assert found["public"] == found["listed"]
    assert found["public"] in ([3], [2, 3])


def hidden_with_its_latest(found: dict[str, Any]) -> None:
    assert found["outcomes"] == ["True", "saved"], found
    assert (found["state"], found["listed"]) == ("draft", [])
    assert found["public"] in ([1, 2], [1, 2, 3])


def as_the_last_said(found: dict[str, Any]) -> None:
    assert found["outcomes"][0] == "True", found
    again = found["outcomes"][1] == "True"
    assert (found["state"], found["listed"]) == (("published", [1, 2]) if again else ("draft", [])), found


def deleted_and_saved_or_told(found: dict[str, Any]) -> None:
    assert found["outcomes"] in (["True", "saved"], ["True", "deleted"]), found
    assert (found["deleted"], found["listed"]) == (True, [])
    assert len(found["numbers"]) == (3 if found["outcomes"][1] == "saved" else 2)


def deleted_once(found: dict[str, Any]) -> None:
    assert sorted(found["outcomes"]) == ["False", "True"], found


def one_has_the_title(found: dict[str, Any]) -> None:
    assert sorted(found["outcomes"]) == ["NameTakenError", "saved"], found
    assert found["both"] == 1


EXPECTED = {
    "two paragraphs": both_survive,
    "one line": one_is_told,
    "suppress and save": hidden_and_saved,
    "suppress the latest and save": hidden_only_once_it_is_old,
    "rename and save": renamed_and_saved_or_told,
    "publish and save": published_with_its_latest,
    "unpublish and save": hidden_with_its_latest,
    "publish and unpublish": as_the_last_said,
    "delete and save": deleted_and_saved_or_told,
    "delete and delete": deleted_once,
    "one title for two": one_has_the_title,
}
