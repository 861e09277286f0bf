from __future__ import annotations

import re
from html import unescape

_BACK = re.compile(r'<a class="footnote-back"[^>]*>[^<]*</a>')
_MATH = re.compile(r'<math alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL)
_REST = r'(?:[^>"]|"[^"]*")*>'
_BREAKING = re.compile(
    rf"</?(?:blockquote|br|dd|details|div|dl|dt|figcaption|figure|h[2-6]|hr|li|ol|p|pre|section|summary|t[dhr]|ul)\b{_REST}"
)
_TAG = re.compile(rf"<[^>\"]*{_REST}")


def plain(html: str) -> str:
    """The words of cleaned HTML on one line: formulas as they were typed, no ways back from footnotes."""
    shown = _MATH.sub(r"\1", _BACK.sub("", html))
    return " ".join(unescape(_TAG.sub("", _BREAKING.sub(" ", shown))).split())
