"""A citation as it is written: `[@key, p. 3; @other]`."""

from __future__ import annotations

import re
from typing import NamedTuple

from wiki.links.keys import key as folded

ITEM = re.compile(r"\s*@([^,;\[\]]+?)\s*(?:,([^;\[\]]*))?", re.DOTALL)


class Item(NamedTuple):
    """One thing that is cited: its key as it is written, what it is known by, and where in it to look."""

    written: str
    key: str
    locator: str


def items(raw: str) -> list[Item]:
    """What a group cites, in its order; nothing where it is no such group."""
    if not (raw.startswith("[") and raw.endswith("]")):
        return []
    found = [ITEM.fullmatch(piece) for piece in raw[1:-1].split(";")]
    read = [Item(match[1].strip(), folded(match[1]), " ".join((match[2] or "").split())) for match in found if match]
    return read if len(read) == len(found) and all(item.key for item in read) else []
