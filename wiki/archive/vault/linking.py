"""Make a note's links mean in the wiki what they mean in its vault; not another character of the text changes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote

from wiki.archive.vault.finding import Finder, Found, bare, beside
from wiki.archive.vault.findings import Findings
from wiki.archive.vault.notes import is_note
from wiki.archive.vault.private import Parted
from wiki.archive.vault.spots import Spot, find
from wiki.links.keys import refusal
from wiki.links.wanted import wanted

#: An address of the web, of this page, or with a question in it is no path to a file.
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#|[^#]*\?", re.IGNORECASE)
#: What may not stand in the words or the heading of a link in double brackets.
BRACKETS = re.compile(r"[\[\]]")
SEVERAL = 3


class Here(NamedTuple):
    """Where a link stands."""

    path: str
    line: int

    @property
    def folder(self) -> str:
        return self.path.rpartition("/")[0]

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}"


@dataclass
class Linker:
    """Rewrites the links of notes, one note after the other.

    `picture` stores the picture of this path and gives its address here, or an empty one where it is refused.
    """

    titles: dict[str, str]
    finder: Finder
    picture: Callable[[str], str]
    findings: Findings

    def linked(self, path: str, parted: Parted, first_line: int) -> str:
        """The text of the note at this path, with its links rewritten; raises MarkupError."""
        found = find(parted.text)
        self.findings.hashtags.update(found.hashtags)
        self.findings.queries += found.queries
        self.findings.comments += len(parted.comments)
        done, pieces = 0, []
        for spot in found.links:
            start = spot.node.start
            new = self.rewritten(spot, Here(path, first_line + parted.line(start))) if start >= done else None
            if new is not None:
                pieces += [parted.text[done:start], new.encode()]
                done = spot.node.end
        return b"".join([*pieces, parted.text[done:]]).decode()

    def rewritten(self, spot: Spot, here: Here) -> str | None:
        """What is to stand in the place of a link or picture, or nothing where it stays as it is."""
        if spot.is_by_name:
            return self.by_name(spot, here)
        address, _, heading = spot.told["dest_url"].partition("#")
        if not spot.is_by_address or not address or ELSEWHERE.match(address):
            return None
        address = unquote(address)
        if not is_note(address):
            file = self.finder.file(address, here.folder)
            if file != Found() or spot.is_picture:
                return self.by_address(spot, address, file, here)
        return None if spot.is_picture else self.to_note(spot, address, unquote(heading), here)

    def by_name(self, spot: Spot, here: Here) -> str | None:
        """What `[[name]]` or `![[name]]` becomes."""
        name, label = spot.name_and_label
        for reading in wanted(name):
            if reading.kind in ("comment", "work") or (reading.kind == "page" and not reading.key):
                return None
            if reading.kind == "page" and (note := self.finder.note(reading.title, here.folder)) != Found():
                return self.named(spot, note, reading.title, reading.part, here)
        file = self.finder.file(name.partition("#")[0].strip(), here.folder)
        if file != Found():
            return self.embedded(spot, name, label, file, here)
        if label and self.finder.note(label, here.folder).path:
            self.findings.words_first.append(f"{here}: [[{name}|{label}]]")
        self.findings.missing[reading.title] += 1
        return None

    def named(self, spot: Spot, note: Found, title: str, part: str, here: Here) -> str | None:
        """A link by name to a note: as it is where its name will do, else with the note's title."""
        if not note.path:
            self.findings.ambiguous.append(f"{here}: [[{title}]] {one_of(note)}")
            return None
        if self.finder.means(title, note.path):
            return None
        name, label = spot.name_and_label
        return self.link(spot, joined(self.titles[note.path], part), label or ("" if spot.is_picture else name))

    def embedded(self, spot: Spot, name: str, label: str, file: Found, here: Here) -> str | None:
        """A link or embed by name of a picture, as the name or address under which it is stored."""
        address = self.stored(file, name, here)
        if not address:
            return None
        if spot.is_picture:
            return self.link(spot, address.rpartition("/")[2], label)
        return f"[{label or name}]({address})"

    def by_address(self, spot: Spot, address: str, file: Found, here: Here) -> str | None:
        """A picture, or a link to one, with the address under which it is stored."""
        stored = self.stored(file, address, here)
        title = spot.told["title"].replace('"', '\\"')
        shown = f' "{title}"' if title else ""
        return f"{'!' * spot.is_picture}[{spot.words}]({stored}{shown})" if stored else None

    def stored(self, file: Found, name: str, here: Here) -> str:
        """The address of a picture here, or an empty one, of which the reader is told."""
        if file.path:
            return self.picture(file.path)
        problem = one_of(file) if file.several else "is not in the vault."
        self.findings.pictures.append(f"{here}: {name} {problem}")
        return ""

    def to_note(self, spot: Spot, address: str, heading: str, here: Here) -> str | None:
        """What `[words](address.md)` becomes: a link by name, red if there is no such note."""
        note = self.finder.note_at(address, here.folder)
        if note.several:
            self.findings.ambiguous.append(f"{here}: [{spot.words}]({address}) {one_of(note)}")
            return None
        if not note.path and not is_note(address):
            return None
        title = self.titles[note.path] if note.path else bare(beside("", address)).lstrip("./")
        if refusal(title) or BRACKETS.search(spot.words + heading) or "|" in heading:
            self.findings.kept_links.append(f"{here}: {address} cannot be linked by name.")
            return None
        if not note.path:
            self.findings.missing[title] += 1
        words = "" if spot.words == joined(title, heading) else spot.words
        return self.link(spot, joined(title, heading), words) + noted(spot.told["title"])

    def link(self, spot: Spot, target: str, label: str) -> str:
        """A link or embed by name; in a table its bar is escaped."""
        bar = "\\|" if spot.in_table else "|"
        return f"{'!' * spot.is_picture}[[{target}{bar if label else ''}{label}]]"


def joined(title: str, part: str) -> str:
    """A page and a part of it, if one is named."""
    return f"{title}#{part}" if part else title


def noted(title: str) -> str:
    """The words that a link showed under the pointer, which one by name cannot."""
    return f" ({title})" if title else ""


def one_of(found: Found) -> str:
    """Which files a name could mean."""
    more = f" or {len(found.several) - SEVERAL} more" if len(found.several) > SEVERAL else ""
    return f"could be {' or '.join(found.several[:SEVERAL])}{more}. Write the path."
