"""Write an archive as a zip, a file after the other, in memory that does not grow with what is in it."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from wiki.lib.front_matter import written

FORMAT = 1
#: An ordinary file that its owner may read and write.
ORDINARY = 0o100600


class Writer:
    """Puts files into a zip, and says at the end in `archive.json` how many there are and how to check them."""

    def __init__(self, file: IO[bytes]) -> None:
        self.at = timezone.now()
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)
        self.sums: dict[str, str] = {}
        #: What the names of the files would be on a computer that knows no capitals.
        self.folded: set[str] = set()

    def free_name(self, folder: str, stem: str) -> str:
        """The name of a text in this folder, another where one that differs by capitals alone is there."""
        name, number = f"{folder}/{stem}", 2
        while name.lower() in self.folded:
            name, number = f"{folder}/{stem}-{number}", number + 1
        self.folded.add(name.lower())
        return name

    def document(self, name: str, fields: Mapping[str, Any], body: str) -> None:
        """A text with front matter above it."""
        self.add(name, [written(fields, body).encode()])

    def facts(self, name: str, facts: Mapping[str, Any]) -> None:
        """One JSON object."""
        self.add(name, [json.dumps(facts, indent=2, ensure_ascii=False).encode()])

    def rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """A JSON list, a row a line; where there is no row there is no file."""
        lines = (("[" if number == 0 else ",") + "\n" + json.dumps(row) for number, row in enumerate(rows))
        first = next(lines, None)
        if first is not None:
            self.add(name, (part.encode() for some in ([first], lines, ["\n]\n"]) for part in some))

    def add(self, name: str, chunks: Iterable[bytes], *, packed: bool = True) -> None:
        """A file of these bytes; those of a picture are packed already."""
        entry = zipfile.ZipInfo(name, self.at.timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        entry.external_attr = ORDINARY << 16
        total = hashlib.sha256()
        with self.zip.open(entry, "w") as file:
            for chunk in chunks:
                file.write(chunk)
                total.update(chunk)
        self.sums[name] = total.hexdigest()

    def finish(self) -> None:
        """Say what it is and what is in it, and let nothing more in."""
        counts = Counter(name.partition("/")[0] if "/" in name else "files" for name in self.sums)
        told = {"format": FORMAT, "site": settings.SITE_URL, "at": self.at.isoformat(), "counts": dict(counts)}
        self.facts("archive.json", told | {"sha256": dict(self.sums)})
        self.zip.close()
