"""The LaTeX that names and titles are full of, made plain without reading it as LaTeX, which takes a hundredfold."""

from __future__ import annotations

import re
import unicodedata

#: Each accent by its macro, as a mark that joins the letter before it.
MARKS = dict(
    zip(
        "\"'`^~=.uvHckr",
        "\u0308\u0301\u0300\u0302\u0303\u0304\u0307\u0306\u030c\u030b\u0327\u0328\u030a",
        strict=True,
    )
)
ACCENT = re.compile(
    r"""(?<!\\)\\(?:(["'`^~=.])(?:\{([A-Za-z])\}|([A-Za-z]))|([uvHckr])(?:\{([A-Za-z])\}| +([A-Za-z])))"""
)
DASHES = re.compile("---?")


def unaccented(text: str) -> str:
    """The text with accents as letters, and dashes made where nothing else in it is LaTeX."""
    plain = ACCENT.sub(letter, text) if "\\" in text else text
    return plain if re.search(r"[\\$~`]", plain) else DASHES.sub(lambda dash: "–" if len(dash[0]) == 2 else "—", plain)


def letter(match: re.Match[str]) -> str:
    """The letter that an accent is put on, with it."""
    macro, *letters = filter(None, match.groups())
    return unicodedata.normalize("NFC", f"{letters[0]}{MARKS[macro]}")
