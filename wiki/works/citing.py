"""Cite the bibliography in a text: what stands for each citation, and the list of what was cited."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from wiki.links import linkable
from wiki.links.linkable import Group
from wiki.works import painting
from wiki.works.entries import Entry
from wiki.works.groups import items
from wiki.works.style import called

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wiki.works.groups import Item
    from wiki.works.style import Called

#: So many keys are looked up at once; those beyond are unknown.
MOST_KEYS = 5000
NOTHING: Mapping[str, str] = MappingProxyType({})


class Citation(NamedTuple):
    """What stands in the text for one group."""

    html: str


class Reference(NamedTuple):
    """A line of the list: where it is reached, what it says, its key, and the page or work that carries that key."""

    anchor: str
    html: str
    key: str
    url: str


class Cited(NamedTuple):
    """By group as it is written, what stands for it; the list in its order; keys that the bibliography lacks."""

    citations: dict[str, Citation]
    references: list[Reference]
    unknown: list[str]


def cite(raws: Sequence[str], carriers: Mapping[str, str] = NOTHING, prefix: str = "") -> Cited:
    """Cite what these groups of one text name, `carriers` giving the addresses of pages by folded key."""
    return cite_each([Group(raws, prefix)], carriers)[0]


def cite_each(texts: Sequence[Group], carriers: Mapping[str, str]) -> list[Cited]:
    """The same for several texts, each with a list of its own; one query, or none where they cite nothing."""
    read = [{raw: items(raw) for raw in text.raws} for text in texts]
    keys = dict.fromkeys(item.key for groups in read for group in groups.values() for item in group)
    rows = Entry.objects.shown().keyed(set(list(keys)[:MOST_KEYS])) if keys else ()
    entries = {entry.folded: entry for entry in rows}
    return [cite_one(groups, entries, carriers, text.prefix) for groups, text in zip(read, texts, strict=True)]


def cite_one(
    groups: Mapping[str, list[Item]], entries: Mapping[str, Entry], carriers: Mapping[str, str], prefix: str
) -> Cited:
    """One text: what stands for its groups, and what it cites of these entries."""
    written: dict[str, str] = {}
    for item in chain.from_iterable(groups.values()):
        written.setdefault(item.key, item.written)
    names = {name.entry.folded: name for name in called(entries[key] for key in written if key in entries)}
    citations = {raw: Citation(painted(raw, group, names, prefix)) for raw, group in groups.items()}
    references = [reference(name, carriers, prefix) for name in names.values()]
    return Cited(citations, references, [key for folded, key in written.items() if folded not in names])


def put_in(groups: Sequence[Group], carriers: Mapping[str, str]) -> list[linkable.Cited]:
    """The same as the room of links puts it into texts."""
    return [
        linkable.Cited({raw: one.html for raw, one in cited.citations.items()}, cited.references, cited.unknown)
        for cited in cite_each(groups, carriers)
    ]


def painted(raw: str, group: list[Item], names: Mapping[str, Called], prefix: str) -> str:
    """What stands for a group; what is none stands as it was written."""
    if not group:
        return painting.plain(raw)
    known = {item: names[item.key] for item in group if item.key in names}
    return painting.group(
        painting.cited(item, known[item], anchor(item.key, prefix)) if item in known else painting.unknown(item)
        for item in group
    )


def reference(name: Called, carriers: Mapping[str, str], prefix: str) -> Reference:
    """An entry's line of the list; a page that carries its key goes before a work that does."""
    entry = name.entry
    url = carriers.get(entry.folded) or (entry.work.get_absolute_url() if entry.work else "")
    return Reference(anchor(entry.folded, prefix), painting.reference(name, url), entry.key, url)


def anchor(key: str, prefix: str) -> str:
    """Where a text's list has an entry; the same key is there whatever else is cited."""
    return f"{prefix}ref-{key.replace(' ', '_')}"
