"""ORCID iDs, by which researchers are told apart."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from wiki.lib.lines import LineField

SHAPE = re.compile(
    r"(?:(?:https?://)?(?:www\.)?orcid\.org/)?([0-9]{4})-?([0-9]{4})-?([0-9]{4})-?([0-9]{3}[0-9X])/?", re.IGNORECASE
)
SHAPELESS = "An ORCID iD has sixteen digits, such as 0000-0002-1825-0097. Paste it, or its address at orcid.org."
MISTYPED = "A digit of this ORCID iD is mistyped. Compare it with your page at orcid.org."


class OrcidField(LineField):
    """An ORCID iD, however it was pasted, as four groups of four."""

    def clean(self, value: object) -> str:
        """The iD whose last character bears out the others, or nothing."""
        line = super().clean(value)
        if not line:
            return ""
        match = SHAPE.fullmatch(line)
        if not match:
            raise ValidationError(SHAPELESS)
        orcid = "-".join(match.groups()).upper()
        if checksum(orcid.replace("-", "")[:15]) != orcid[-1]:
            raise ValidationError(MISTYPED)
        return orcid


def checksum(digits: str) -> str:
    """The last character of an iD that begins so, by ISO 7064 mod 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]
