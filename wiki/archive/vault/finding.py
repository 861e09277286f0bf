"""What the names in a vault's links mean: a title, a path, or the end of a path that only one file has."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from wiki.archive.vault.naming import Names
from wiki.archive.vault.notes import is_note, place_of
from wiki.links.keys import key

RELATIVE = ("./", "../")


class Found(NamedTuple):
    """The file that a name means; or the several that it could mean; or neither."""

    path: str = ""
    several: tuple[str, ...] = ()


class Places:
    """Files by their paths, blind to case and composition as some disks are."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.whole: dict[str, list[str]] = defaultdict(list)
        self.bases: dict[str, list[str]] = defaultdict(list)
        self.endings: dict[str, Found] = {}
        for path in paths:
            place = key(place_of(path))
            self.whole[place].append(path)
            self.bases[place.rpartition("/")[2]].append(place)

    def exact(self, place: str) -> Found:
        """The file at this path."""
        return found(self.whole.get(key(place), []))

    def ending(self, name: str) -> Found:
        """The only file whose path ends in these parts."""
        ending = f"/{key(name.lstrip('/'))}"
        if ending not in self.endings:
            places = [place for place in self.bases.get(ending.rpartition("/")[2], []) if f"/{place}".endswith(ending)]
            self.endings[ending] = found([path for place in dict.fromkeys(places) for path in self.whole[place]])
        return self.endings[ending]


def found(paths: list[str]) -> Found:
    return Found(paths[0]) if len(paths) == 1 else Found(several=tuple(paths))


class Finder:
    """Finds notes and other files of a vault by what links call them."""

    def __init__(self, names: Names, files: Iterable[str]) -> None:
        self.titles = {key(title): path for path, title in names.titles.items()}
        self.aliases = {key(alias): path for path, aliases in names.aliases.items() for alias in aliases}
        self.notes = Places(names.titles)
        self.files = Places(files)

    def note(self, name: str, folder: str) -> Found:
        """The note that `[[name]]` means in a note of this folder; a title goes before a path."""
        path = self.titles.get(key(name))
        if path or not key(name):
            return Found(path or "")
        first = first_found(self.notes, bare(within(folder, name)), bare(name))
        return first if first != Found() else Found(self.aliases.get(key(name), ""))

    def note_at(self, address: str, folder: str) -> Found:
        """The note at a relative address, as `[text](address)` gives it."""
        return first_found(self.notes, bare(beside(folder, address)), bare(address))

    def file(self, address: str, folder: str) -> Found:
        """The picture or other file of this name or path."""
        return first_found(self.files, beside(folder, address), address)

    def means(self, name: str, path: str) -> bool:
        """Whether a page link of this name leads to that note without any help."""
        return path in {self.titles.get(key(name)), self.aliases.get(key(name))}


def first_found(places: Places, near: str, name: str) -> Found:
    """What is at the path near the link, else at the path from the top, else at the only path that ends so."""
    for answer in (places.exact(near), places.exact(name.lstrip("/"))):
        if answer != Found():
            return answer
    return Found() if name.startswith(RELATIVE) else places.ending(name)


def within(folder: str, name: str) -> str:
    """The path of a name in double brackets, which counts from the top unless it begins with a dot."""
    return beside(folder, name) if name.startswith(RELATIVE) else name


def beside(folder: str, address: str) -> str:
    """The path of an address in a folder; one that leads out of the vault is the path of nothing."""
    return address if address.startswith("/") else posixpath.normpath(posixpath.join(folder, address))


def bare(name: str) -> str:
    """The name without the ending of a note."""
    return name[:-3] if is_note(name) else name
