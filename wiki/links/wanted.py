"""What a writer means by `[[…]]` and `[@…]`, as far as the words alone tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from wiki.links.keys import key
from wiki.markup.headings import folded

_ID = re.compile(r"(comment|work)\s*:(.*)", re.DOTALL | re.IGNORECASE)
_PICTURES = (".avif", ".bmp", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")


class Wanted(NamedTuple):
    """A page, comment, work or picture by its key or id, and a part of it; a page without a key is the text itself."""

    kind: str
    key: str
    title: str
    #: `^id`, or the words of headings, outermost first, `#` between; as written.
    part: str

    @property
    def part_key(self) -> str:
        """What the part is compared by: the block's id, or the last heading, folded."""
        last = self.part.rpartition("#")[2].strip()
        return last if last.startswith("^") else folded(last)


# What has been read once is read again, and a page may have thousands of links.
@lru_cache(maxsize=8192)
def wanted(target: str) -> Sequence[Wanted]:
    """The readings of a target, the first that exists wins; never empty. A picture is one by how its name ends."""
    if found := _ID.fullmatch(target.strip()):
        name, _, part = found[2].partition("#")
        return [Wanted(found[1].lower(), name.strip(), target, part.strip("# "))]
    readings = [_page(target, place) for place in _places(target)]
    if target.lower().endswith(_PICTURES) and not target.startswith("."):
        return [Wanted("picture", target.strip(), target, ""), *readings]
    return readings


def _places(target: str) -> list[int]:
    """Where the title may end: at the first `#` that something follows, first after a `##` as if the title had one."""
    place = target.rstrip("# ").find("#")
    if place < 0:
        return [len(target) if target.strip() != "#" else 0]
    doubled = target[place : place + 2] == "##" and place > 0
    return [place + 1, place] if doubled else [place]


def _page(target: str, place: int) -> Wanted:
    title = " ".join(target[:place].split())
    return Wanted("page", key(title), title, target[place:].strip("# "))
