"""What the links of many texts mean to one viewer, asked of all rooms at once and of none twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from wiki.links.linkable import LINKABLE, Thing
from wiki.links.models import Name
from wiki.links.wanted import Wanted
from wiki.media.models import Image

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer

#: Databases bound how much one query may name.
AT_ONCE = 20_000

Readings = Sequence[Wanted]


class Meant(NamedTuple):
    """The reading of a target that leads to something this viewer may see, or, without a thing, its last."""

    reading: Wanted
    thing: Thing | None


class Asked:
    """What has been found out for this viewer so far."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._names: dict[str, int | None] = {}
        self._things: dict[tuple[str, Any], Thing | None] = {}
        self._whole: set[tuple[str, Any]] = set()
        self._pictures: dict[str, Image | None] = {}

    def find(self, heads: Iterable[Readings], wholes: Iterable[Readings]) -> None:
        """Find out what these want, with its text for the second: a query for names, one or two for each kind."""
        links, embeds = by_kind(heads), by_kind(wholes)
        self._name({one.key: None for one in (*links["page"], *embeds["page"]) if one.key not in self._names})
        self._picture({one.key for one in (*links["picture"], *embeds["picture"])} - self._pictures.keys())
        for kind in LINKABLE:
            whole = {place for one in embeds[kind] if (place := self._place(one))}
            self._find(kind, whole - self._whole, whole=True)
            head = {place for one in links[kind] if (place := self._place(one))}
            self._find(kind, head - self._things.keys(), whole=False)

    def meant(self, readings: Readings) -> Meant:
        """What these come to."""
        for reading in readings:
            place = self._place(reading)
            if place and (thing := self._things.get(place)):
                return Meant(reading, thing)
        return Meant(readings[-1], None)

    def picture(self, readings: Readings) -> Image | None:
        """The picture that these want, if there is one."""
        return self._pictures.get(readings[0].key) if readings[0].kind == "picture" else None

    def _place(self, reading: Wanted) -> tuple[str, Any] | None:
        if reading.kind != "page":
            return (reading.kind, reading.key) if reading.key else None
        number = self._names.get(reading.key)
        return None if number is None else ("page", number)

    def _name(self, keys: Collection[str]) -> None:
        self._names |= dict.fromkeys(keys)
        for some in parts(keys):
            self._names |= Name.objects.targets(set(some))

    def _picture(self, names: Collection[str]) -> None:
        self._pictures |= dict.fromkeys(names)
        for some in parts(names):
            self._pictures |= {image.name: image for image in Image.objects.filter(name__in=some)}

    def _find(self, kind: str, places: Collection[tuple[str, Any]], *, whole: bool) -> None:
        # What this viewer may not see is not asked for again; what they may is, for its text.
        new = [one for one in places if one not in self._things or self._things[one]]
        self._things |= dict.fromkeys(new)
        self._whole |= set(new) if whole else set()
        for some in parts([key for _, key in new]):
            found = LINKABLE[kind].found(some, self._viewer, whole=whole)
            self._things |= {(kind, key): thing for key, thing in found.items()}


def by_kind(all_readings: Iterable[Readings]) -> dict[str, list[Wanted]]:
    """Every reading that is not of the text itself, by kind."""
    found: dict[str, list[Wanted]] = defaultdict(list)
    for readings in all_readings:
        for one in readings:
            if one.key:
                found[one.kind].append(one)
    return found


def parts(keys: Collection[Any]) -> Iterator[list[Any]]:
    """The keys in lists that a query can hold."""
    rest = iter(keys)
    while some := list(islice(rest, AT_ONCE)):
        yield some
