"""A text in lines and in words: what it is compared and counted by."""

from __future__ import annotations

import re
import unicodedata
from io import StringIO

#: What stands on the letter or picture before it: accents, vowel signs, variation selectors, joiners, skin tones.
MARKS = "".join(chr(code) for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M")
JOINED = f"{MARKS}\u200c\u200d\U0001f3fb-\U0001f3ff"
WORD = re.compile(rf"\w[\w{JOINED}]*")
WORDS = re.compile(rf"{WORD.pattern}|\s+|[^\w\s](?:[{JOINED}]|(?<=\u200d)[^\w\s])*")


def lines(text: str) -> list[str]:
    """The text in lines with their ends; only a line feed ends one, so that numbers agree with other programs'."""
    return list(StringIO(text))


def words(text: str) -> list[str]:
    """The text in words, white space and single signs; none is torn from what is joined to it."""
    return WORDS.findall(text)


def count(text: str) -> int:
    """How many words there are in it."""
    return len(WORD.findall(text))
