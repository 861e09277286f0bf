from __future__ import annotations

import re

#: A mark of the end before white space, or one of those that need none after them.
_END = re.compile(r"[.!?…؟۔।]['\"’”»)\]]{0,3}\s+|[。！？｡][’”」』）]{0,3}\s*")

Span = tuple[int, int]


def borders(words: str, whole: list[Span]) -> list[int]:
    """Where the sentences of a line begin and the last one ends; none begins inside what is whole."""
    masked = _masked(words, whole)
    starts = [found.end() for found in _END.finditer(masked) if not masked[found.end() : found.end() + 1].islower()]
    return [*dict.fromkeys([0, *starts, len(words)])]


def _masked(words: str, whole: list[Span]) -> str:
    pieces, done = list[str](), 0
    for start, end in whole:
        # What stands first decides whether a sentence can begin there, so its case is kept.
        if end > start >= done:
            pieces += [words[done:start], ("x" if words[start].islower() else "X") * (end - start)]
            done = end
    return "".join([*pieces, words[done:]])
