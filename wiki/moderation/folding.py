"""Words as rules and comparisons know them: blind to case, to accents, to what nobody sees and to borrowed letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

from wiki.lib.lines import BLANKS
from wiki.lib.looks import looks_of_name

#: Marks that stand on nothing and show nothing by themselves.
_UNSEEN = frozenset({"\u034f", *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0)), *BLANKS})
#: Writing that puts no space between words: here every sign is a word of its own.
_UNSPACED = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA")
#: So many signs are remembered; no language has more, only somebody who tries.
_MOST = 20_000


class Folding(dict[int, str]):
    """What becomes of each sign, worked out when it is first met: what parts words becomes a space."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        if len(self) < _MOST:
            self[code] = folded
        return folded


def fold(sign: str) -> str:
    """One sign without case and accents: for some it is several, for what nobody sees it is none."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    folded = "".join(part if is_word(part) else " " for part in plain if not is_lost(part))
    return f" {folded} " if unicodedata.name(plain[:1] or " ", "").startswith(_UNSPACED) else folded


def is_lost(sign: str) -> bool:
    """Whether it is an accent, or nothing that anybody sees."""
    return bool(unicodedata.combining(sign)) or sign in _UNSEEN or unicodedata.category(sign) == "Cf"


def is_word(sign: str) -> bool:
    """Whether it is part of a word: a letter, a number, or a vowel that some scripts write as a mark."""
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"


_FOLDING = Folding()


def words(text: str) -> list[str]:
    """The words of the text, folded."""
    return text.translate(_FOLDING).split()


def unmasked(said: list[str], known: Collection[str]) -> list[str]:
    """These words, with the known ones in place of those that mix letters so as to look like them."""
    masked = {word for word in {*said}.difference(known) if is_mixed(word)}
    if not masked:
        return said
    looks = {looks_of_name(word): word for word in known}
    meant = {word: looks.get(looks_of_name(word), word) for word in masked}
    return [meant.get(word, word) for word in said]


def is_mixed(word: str) -> bool:
    """Whether Latin letters stand in it beside others: what is written in another script alone is what it says."""
    return not word.isascii() and any(unicodedata.name(sign, "").startswith("LATIN") for sign in word)
