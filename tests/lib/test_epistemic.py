"""How sure a writer is: words and percentages, kept as they were written."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from wiki.lib.epistemic import ConfidenceField, StatusField, certainty


@pytest.mark.parametrize("written", ["certain", "Highly likely", "log", "85%", "85 %", "0%", "100 %", "99.9 %", ""])
def test_words_and_percentages_are_kept_as_they_were_written(written: str) -> None:
    assert ConfidenceField().clean(written) == written


@pytest.mark.parametrize("written", ["very", "85", "101 %", "100.5 %", "-1 %", "٨٥ %", "1e1%", "85 %%", "%"])
def test_anything_else_is_refused_with_the_words_that_there_are(written: str) -> None:
    with pytest.raises(ValidationError, match="highly unlikely, remote"):
        ConfidenceField().clean(written)


@pytest.mark.parametrize(
    ("written", "told"),
    [("likely", (60, 80)), ("LIKELY", (60, 80)), ("85 %", (85, 85)), ("99.5%", (99, 100)), ("log", None), ("", None)],
)
def test_what_was_written_can_be_compared(written: str, told: tuple[int, int] | None) -> None:
    assert certainty(written) == told


def test_a_status_is_one_of_five_or_none() -> None:
    assert StatusField().clean("in progress") == "in progress"
    assert StatusField().clean("") == ""
    with pytest.raises(ValidationError):
        StatusField().clean("done")
