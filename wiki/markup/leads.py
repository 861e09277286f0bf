"""The first words of a text, as they are shown where it is spoken of."""

from __future__ import annotations

import re

_TAG = re.compile(r"<(?P<close>/?)(?P<name>blockquote|d[dlt]|details|div|figure|li|ol|p|pre|section|table|ul)\b[^>]*>")
_NOTE = re.compile(r'<sup class="footnote-reference">.*?</sup>', re.DOTALL)
_ID = re.compile(r'(<[^>]*?) id="[^"]*"')
_LINK = re.compile(r"</?a\b[^>]*>")


def lead(html: str) -> str:
    """The first paragraph of rendered HTML that stands in nothing else and says something of its own."""
    depth = start = 0
    for tag in _TAG.finditer(html):
        if not tag["close"]:
            start = tag.start() if depth == 0 else start
            depth += 1
            continue
        depth -= 1
        if depth == 0 and tag["name"] == "p" and is_own(words := html[start : tag.end()]):
            return words
    return ""


def is_own(paragraph: str) -> bool:
    """Whether a paragraph is the writer's: one with a class stands for something that is not shown."""
    return not paragraph.startswith("<p class=") and paragraph != "<p></p>"


def bare(html: str) -> str:
    """The same words without links, ids and marks of notes, which belong to the page that they are on."""
    return _LINK.sub("", _ID.sub(r"\1", _NOTE.sub("", html)))
