"""Keeps prices out of formulas: `$5 or*so*$6` has no formula, since a digit follows its second dollar sign."""

from __future__ import annotations

import re
from itertools import pairwise

from wiki.markup.parsing import events

#: Each pass unpairs every formula it finds, which may pair others; what is left after these is shown as it was typed.
PASSES = 3
_PRICE = re.compile(r"\$\d")


def escaped(source: str) -> str:
    """The source with a backslash before each dollar sign that would open a formula closed by a price."""
    for _ in range(PASSES if _PRICE.search(source) else 0):
        text = source.encode()
        formulas = (place for event, place in events(source) if "InlineMath" in event)
        prices = [place["start"] for place in formulas if priced(text, place["end"])]
        if not prices:
            break
        source = _with_backslashes(text, prices).decode()
    return source


def priced(text: bytes, end: int) -> bool:
    """Whether a digit stands right after this place."""
    return text[end : end + 1].isdigit()


def _with_backslashes(text: bytes, places: list[int]) -> bytes:
    cuts = [0, *places, len(text)]
    return b"\\".join(text[start:end] for start, end in pairwise(cuts))
