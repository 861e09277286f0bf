"""Moves a piece of one text's HTML into another: its ids, the links to them, its headings and notes settle there."""

from __future__ import annotations

import re
from html import escape

from wiki.links.linkable import Thing
from wiki.links.notes import with_notes
from wiki.markup.parts import Part

LOWEST = 6
_HEADING = re.compile(r"(</?h)([2-6])(?=[ >])")
#: In cleaned HTML no text holds a `<` and no attribute a `<`, a `>` or a quotation mark.
_MARKED = re.compile(r'<[a-z][^>]* (?:id="|href="#)[^>]*>')
_ID = re.compile(r'(?<= id=")[^"]*')
_LOCAL = re.compile(r'(?<= href=")#([^"]*)')


def excerpt(thing: Thing, part: Part | None) -> str:
    """The HTML of a thing or a part of it, which can stand alone."""
    if part is None:
        return thing.html
    html = with_notes(thing.html[part.start : part.end], thing.html)
    return f"<ul>\n{html}\n</ul>\n" if html.startswith("<li") else html


def ids(html: str) -> frozenset[str]:
    """Every id in it."""
    return frozenset(found[0] for tag in _MARKED.finditer(html) if (found := _ID.search(tag[0])))


def settled(html: str, prefix: str, own: frozenset[str], url: str) -> str:
    """The same with the prefix before all its ids; what leads elsewhere in its text leads to that text's address."""

    def led(link: re.Match[str]) -> str:
        return f"#{prefix}{link[1]}" if link[1] in own else f"{escape(url.partition('#')[0])}#{link[1]}"

    def marked(tag: re.Match[str]) -> str:
        return _LOCAL.sub(led, _ID.sub(lambda found: prefix + found[0], tag[0]))

    return _MARKED.sub(marked, html)


def below(html: str, level: int) -> str:
    """The same with its highest headings one below this level, and none lower than the lowest there is."""
    levels = [int(found[2]) for found in _HEADING.finditer(html)]
    if not levels or min(levels) == level + 1:
        return html
    by = level + 1 - min(levels)
    return _HEADING.sub(lambda found: f"{found[1]}{min(int(found[2]) + by, LOWEST)}", html)


def last_level(html: str, level: int) -> int:
    """The level of the last heading in it, or this one if it has none."""
    found = _HEADING.findall(html)
    return int(found[-1][1]) if found else level
