"""What a field of one line takes and refuses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from wiki.lib.lines import LineField


def refused(field: LineField, value: str) -> str:
    """What the field says of this value, which it must refuse."""
    with pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return " ".join(refusal.value.messages)


def test_it_works() -> None:
    assert LineField().clean("  Ada Lovelace ") == "Ada Lovelace"


@pytest.mark.parametrize("hidden", [*"\u200b\u2060\ufeff\u202a\u202e\u2066\u2069"])
def test_what_deceives_the_eye_is_taken_out(hidden: str) -> None:
    assert LineField().clean(f"Ada{hidden} Lovelace{hidden}") == "Ada Lovelace"


@pytest.mark.parametrize("joined", ["می\u200cخواهم", "क्\u200dष", "👩\u200d🔬", "עדה", "e\u0301"])
def test_other_scripts_keep_what_they_need(joined: str) -> None:
    assert LineField().clean(joined) == joined


@pytest.mark.parametrize(
    "blank", ["", "  ", "\u200b", "\u3164", "\u2800", "\u00ad", "\u200d \u200c", "\u00a0", "\u0301"]
)
def test_a_line_that_shows_nothing_is_an_empty_one(blank: str) -> None:
    assert refused(LineField(), blank) == "Fill this in."
    assert LineField(required=False).clean(blank) == ""


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1b", "\x7f", "\x9f"])
def test_control_characters_are_refused_in_a_sentence(control: str) -> None:
    assert "control character" in refused(LineField(), f"Ada{control}Lovelace")
    assert "control character" in refused(LineField(required=False), control)


def test_breaks_and_tabs_become_spaces() -> None:
    assert LineField().clean("Ada\r\nLovelace\tKing\u2028Byron") == "Ada Lovelace King Byron"


def test_too_long_a_line_is_told_its_length_and_not_cut_off() -> None:
    field = LineField(max_length=5)
    assert refused(field, "sixsix") == "Use at most 5 characters; these are 6."
    assert "maxlength" not in field.widget.attrs
