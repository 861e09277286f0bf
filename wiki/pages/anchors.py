"""Sections outlive their wording: what a heading was called before leads to it still."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import unescape

from django.utils.html import format_html_join

from wiki.lib.regions import Budget, regions
from wiki.markup.headings import folded
from wiki.markup.parts import Part

#: By an anchor that a heading had: the one that it has now, and its words then.
OldAnchors = dict[str, list[str]]
_HEADING = re.compile(r'<h[2-6] id="([^"]*)">')


def followed(old: Mapping[str, Sequence[str]], before: Sequence[Part], after: Sequence[Part]) -> OldAnchors:
    """The old anchors after a save; where headings stand in the places of others, theirs are among them."""
    was, now = headings(before), headings(after)
    there = {part.anchor for part in now}
    renamed: dict[str, Part] = {}
    for region in regions([part.anchor for part in was], [part.anchor for part in now], Budget()):
        gone, come = was[region.old], now[region.new]
        if not region.same and len(gone) == len(come):
            renamed |= {one.anchor: other for one, other in zip(gone, come, strict=True)}
    titles = {part.anchor: part.title for part in was}
    found = {anchor: [renamed[to].anchor if to in renamed else to, title] for anchor, (to, title) in old.items()}
    found |= {anchor: [part.anchor, titles[anchor]] for anchor, part in renamed.items()}
    return {anchor: told for anchor, told in found.items() if anchor not in there and told[0] in there}


def with_old(parts: Sequence[Part], old: Mapping[str, Sequence[str]]) -> list[Part]:
    """The parts, and after them each again under the words that its heading once had."""
    there = {part.anchor: part for part in parts}
    return [*parts, *(there[to]._replace(title=title) for to, title in old.values() if to in there)]


def names(parts: Iterable[Part]) -> set[str]:
    """What links call these parts, folded as references keep it."""
    return {folded(part.title) if part.level else f"^{part.anchor.removeprefix('b-')}" for part in parts}


def headings(parts: Iterable[Part]) -> list[Part]:
    """The headings among the parts."""
    return [part for part in parts if part.level]


def landing(html: str, old: Mapping[str, Sequence[str]]) -> str:
    """The page's HTML with each old anchor in the heading that has another now, so that old addresses lead there."""
    if not old:
        return html
    there: dict[str, list[str]] = {}
    for anchor, (to, _) in old.items():
        there.setdefault(to, []).append(anchor)
    return _HEADING.sub(lambda found: found[0] + _spans(there.get(unescape(found[1]), [])), html)


def _spans(anchors: Iterable[str]) -> str:
    return format_html_join("", '<span id="{}"></span>', ((anchor,) for anchor in anchors))
