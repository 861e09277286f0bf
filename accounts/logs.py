"""Keep the tokens of links that anybody may follow out of every log line."""

from __future__ import annotations

import logging
import re

TOKEN = re.compile(r"(?:(?<=/account/link/)|(?<=/unsubscribe/))[^/\s?]+")
SHORTEST = 40  # less is no token of ours, but might be any word of the log
BLOT = "…"


class WithoutTokens(logging.Filter):
    """Lets every record through, with the token of such a link blotted out wherever it stands in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        path = getattr(getattr(record, "request", None), "path", "")
        tokens = [token for token in TOKEN.findall(path) if len(token) >= SHORTEST]
        record.msg, record.args = blotted(record.getMessage(), tokens), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = blotted(record.exc_text, tokens)
        return True


def blotted(text: str, tokens: list[str]) -> str:
    """The text without what follows the address of a link, and without these tokens."""
    for token in tokens:
        text = text.replace(token, BLOT)
    return TOKEN.sub(BLOT, text)
