from __future__ import annotations

import re
import unicodedata

#: Somebody may pile up signs without end; from here on one is cut all the same.
_LONGEST = 64
_MOST_FLAGS = 512
_JOINER = "\u200d"
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_JOINED = re.compile(r"[\u1160-\u11ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f\u200d]")


def border(text: str, at: int) -> int:
    """The nearest place at or before this one at which no sign that is seen as one is cut in two."""
    for place in range(at, max(at - _LONGEST, 0), -1):
        if place >= len(text) or not _is_inside(text, place):
            return place
    return at if at > _LONGEST else 0


def shortened(text: str, start: int, end: int, *, longest: int, around: int) -> str:
    """A stretch of a text on one line, or as much of it as fits around a place, with ellipses where it was cut."""
    first, last = start, end
    if end - start > longest:
        first = border(text, max(start, min(around - longest // 3, end - longest + 1)))
        room = longest - (first > start)
        last = end if end - first <= room else border(text, first + room - 1)
    before, after = "…" if first > start else "", "…" if last < end else ""
    return f"{before}{' '.join(text[first:last].split())}{after}"


def _is_inside(text: str, place: int) -> bool:
    if text[place - 1] == _JOINER or _JOINED.match(text, place) or unicodedata.category(text[place]).startswith("M"):
        return True
    if not _FLAG.match(text, place):
        return False
    # Two such letters are a flag, so what counts is how many stand before.
    first = place
    while first > 0 and place - first < _MOST_FLAGS and _FLAG.match(text, first - 1):
        first -= 1
    return (place - first) % 2 == 1
