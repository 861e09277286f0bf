from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from pygments.lexers import find_lexer_class_by_name, get_all_lexers
from pygments.token import STANDARD_TYPES, _TokenType

from wiki.markup.languages import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Many lexers are quadratic in odd code (8,000 empty lines of C take 2.5 s), so what a text may cost is counted in
#: length × tokens; this allows a listing of 9 KB, or forty of 1.5 KB, and about a second at the very worst.
WORK = 25_000_000
#: No lexer finds fewer tokens in ordinary code than one in so many characters; a single long one may be as slow.
SPARSEST = 4
#: Coloured code over so many times its own size is shown plain.
DENSEST = 8
#: Tokens that the stylesheet draws like any other text, and so need no mark.
PLAIN = frozenset({"", "w", "n", "p", "o", "x", "esc", "err", "nb", "nn", "nx", "nv", "bp", "ni", "pm", "py"})
_ALIASES = {
    alias: aliases[0]
    for _, aliases, _, _ in get_all_lexers(plugins=False)
    if aliases and aliases[0] in LANGUAGES
    for alias in aliases
}


class Palette:
    """Colours the code of one text until that has cost enough."""

    def __init__(self) -> None:
        self._work = WORK

    def coloured(self, code: str, name: str) -> str | None:
        """The code with a class for each token, or none if it would cost too much or not be the same code."""
        most = self._work // max(len(code), 1)
        if len(code) // SPARSEST > most:
            return None
        tokens = [*islice(_tokens(code, name), most + 1)]
        self._work -= len(code) * min(max(len(tokens), len(code) // SPARSEST), most)
        html = "".join(_token(kind, value) for kind, value in tokens)
        faithful = "".join(value for _, value in tokens) == code
        return html if faithful and len(html) <= DENSEST * len(code) else None


def language(info: str) -> str | None:
    """Pygments' name for the language that a fence's first word means, if it is one that we colour."""
    first = info.split(maxsplit=1)[0].lower() if info.strip() else ""
    return _ALIASES.get(first)


def _token(kind: _TokenType, value: str) -> str:
    name = STANDARD_TYPES.get(kind, "")
    text = escape(value, quote=False)
    return text if name in PLAIN else f'<span class="{name}">{text}</span>'


def _tokens(code: str, name: str) -> Iterator[tuple[_TokenType, str]]:
    # A lexer of one's own, since some keep state while they run and threads would share it.
    return find_lexer_class_by_name(name)(stripnl=False).get_tokens(code)
