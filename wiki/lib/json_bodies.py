"""JSON from outside: small, shallow, and with one meaning."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

# A string is one piece with all that it holds, also where nothing closes it; else what opens and what closes.
PIECES = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
LONGEST_NUMBER = 100  # characters


def parse(raw: bytes | str, *, largest: int = 65_536, deepest: int = 20) -> Any:
    """What the JSON says, if it is small, shallow and the same to every reader; else a ValueError says why."""
    text = decoded(raw, largest)
    refuse_deep(text, deepest)
    found = json.loads(
        text, object_pairs_hook=without_twins, parse_constant=refuse_constant, parse_int=whole, parse_float=finite
    )
    refuse_halves(found)
    return found


def decoded(raw: bytes | str, largest: int) -> str:
    """The text, which as UTF-8 has no more than so many bytes."""
    encoded = raw.encode() if isinstance(raw, str) else raw
    if len(encoded) > largest:
        raise ValueError(f"This is larger than {largest} bytes.")
    return encoded.decode()


def refuse_deep(text: str, deepest: int) -> None:
    """Refuse what Python's parser, which calls itself for each level, would be sent too far down by."""
    depth = 0
    for piece in PIECES.finditer(text):
        if piece[0] in "[{":
            depth += 1
        elif piece[0] in "]}":
            depth -= 1
        if depth > deepest:
            raise ValueError(f"This is nested more than {deepest} deep.")


def without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice, since readers differ in which of the two they take."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("A name stands twice in one object.")
    return found


def refuse_constant(name: str) -> NoReturn:
    """Refuse what Python alone takes for JSON."""
    raise ValueError(f"{name} is not JSON.")


def whole(digits: str) -> int:
    """A whole number of a length that somebody can mean."""
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"A number has more than {LONGEST_NUMBER} digits.")
    return int(digits)


def finite(digits: str) -> float:
    """A number that does not become infinite when it is read."""
    if len(digits) > LONGEST_NUMBER or math.isinf(number := float(digits)):
        raise ValueError("A number is too long or too large.")
    return number


def refuse_halves(found: Any) -> None:
    """Refuse half a character, which an escape can write and no database can store."""
    json.dumps(found, ensure_ascii=False).encode()
