"""When two titles name one page, the same on every database: never by its `LOWER` or a collation of its own."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db import models

LONGEST = 200
#: Folding makes three characters of some.
LONGEST_KEY = 3 * LONGEST

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_MARKS = re.compile(r"[\[\]|^<>{}]")
_ESCAPE = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_ENTITY = re.compile(r"&#?\w{1,32};")
_PREFIX = re.compile(r"(?:work|comment)\s*:", re.IGNORECASE)


class KeyField(models.CharField):  # type: ignore[type-arg]
    """A column of keys, which every database compares and sorts character by character."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": LONGEST_KEY, **kwargs})

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}


def key(title: str) -> str:
    """What a title is known by: blind to case, to composed or decomposed accents, to what is invisible, to spacing."""
    if title.isascii():
        return " ".join(title.replace("_", " ").lower().split())
    seen = _INVISIBLE.sub("", title.replace("_", " "))
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", seen).casefold())
    return " ".join(unicodedata.normalize("NFC", folded).split())


def refusal(title: str) -> str:
    """Why no page can have this title, in words that say what to do; empty where one can."""
    if not key(title):
        return "Give the page a title with at least one character that can be seen."
    if len(title) > LONGEST:
        return f"This title is {len(title)} characters long; at most {LONGEST} can be kept. Make it shorter."
    return _refused_sign(title) or _refused_form(title)


def _refused_sign(title: str) -> str:
    if found := _MARKS.search(title):
        return f"A title cannot contain {found[0]}, which has a meaning in links. Leave it out."
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in title):
        return "There is a control character in this title. Type it anew."
    if "\ufffd" in title:
        return "A character of this title was lost on its way (\ufffd). Type it anew."
    if "#" in title[:-1]:
        return "A # can only stand at the end of a title, as in C#; elsewhere it leads to a heading. Leave it out."
    return ""


def _refused_form(title: str) -> str:
    if found := _ESCAPE.search(title) or _ENTITY.search(title):
        return f"{found[0]} stands for another character. Write that character itself."
    if title.lstrip().startswith((".", "/", ":")):
        return "A title cannot begin with a full stop, a slash or a colon. Begin it with a word."
    if _PREFIX.match(title.strip()):
        return "Links that begin with work: or comment: lead to works and comments. Begin the title otherwise."
    return ""
