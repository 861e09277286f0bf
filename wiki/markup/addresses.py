from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BARE = re.compile(r'(?<!\w)https?://[^\s<>"`]+', re.IGNORECASE)
_TRAILING = frozenset(".,;:!?'*_~’”»。，、")
_PAIRS = {")": "(", "]": "["}


def split(words: str) -> Iterator[tuple[str, bool]]:
    """The words in pieces, each with whether it is a web address; joined they are the words again."""
    done = 0
    for found in _BARE.finditer(words):
        end = found.start() + _length(found[0])
        yield words[done : found.start()], False
        yield words[found.start() : end], True
        done = end
    yield words[done:], False


def _length(address: str) -> int:
    """How much of it is the address: not the punctuation of the sentence around it."""
    surplus = {close: address.count(close) - address.count(open_) for close, open_ in _PAIRS.items()}
    end = len(address)
    while address[end - 1] in _TRAILING or surplus.get(address[end - 1], 0) > 0:
        end -= 1
        if address[end] in surplus:
            surplus[address[end]] -= 1
    return end
