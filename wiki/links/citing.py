"""Citations: the room that keeps the bibliography says what they become."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wiki.links.linkable import CITING, LINKABLE, Cited, Group
from wiki.links.tags import plain
from wiki.markup.citations import keys
from wiki.markup.placeholders import CITATION

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


def cited(texts: Sequence[tuple[str, str]], viewer: Viewer) -> list[tuple[str, Cited]]:
    """These texts, each with the prefix of its anchors, with their citations put in, and what they cite."""
    groups = [Group([plain(found["target"]) for found in CITATION.finditer(html)], prefix) for html, prefix in texts]
    wanted = {key: None for group in groups for raw in group.raws for key in keys(raw)}
    if not (CITING and wanted):
        return [(html, Cited({})) for html, _ in texts]
    carriers = LINKABLE["page"].carriers(list(wanted), viewer) if "page" in LINKABLE else {}
    told = CITING[0](groups, carriers)
    return [(_put(html, one), one) for (html, _), one in zip(texts, told, strict=True)]


def _put(html: str, one: Cited) -> str:
    def citation(found: re.Match[str]) -> str:
        return one.citations.get(plain(found["target"]), found[0])

    return CITATION.sub(citation, html) if one.citations else html
