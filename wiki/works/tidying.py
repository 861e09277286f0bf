"""Words from outside as one line that a column can hold."""

from __future__ import annotations

import unicodedata

from wiki.lib.lines import UNSEEN


def line(text: str, longest: int) -> str:
    """The text in one line, without what only deceives the eye; one that is too long ends in an ellipsis."""
    seen = "".join(sign if is_kept(sign) else " " for sign in UNSEEN.sub("", text))
    words = " ".join(seen.split())
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def is_kept(sign: str) -> bool:
    """Whether a character may stand in a line: no control, and no half of a pair."""
    return unicodedata.category(sign) not in {"Cc", "Cs"}
