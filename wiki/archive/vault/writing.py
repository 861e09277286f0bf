"""Make pages of a vault's notes; what somebody has edited or deleted here is left alone and told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError

from wiki.archive.batching import batches
from wiki.archive.errors import ArchiveError
from wiki.archive.pages import page_fields, save_page, tidied
from wiki.archive.pictures import Shelf
from wiki.archive.report import Report
from wiki.archive.vault.findings import Findings
from wiki.archive.vault.reading import PATH, Reader
from wiki.archive.vault.sources import Vault
from wiki.authors.models import Author
from wiki.links.keys import key
from wiki.links.models import Name
from wiki.links.naming import NameTakenError
from wiki.markup.errors import MarkupError
from wiki.pages.arriving import Arrival, arrive
from wiki.pages.models import Page
from wiki.pages.saving import Hand

NOBODY = "There is no author yet whose pages these would be. Run `python manage.py up` once, or import an author.md."
AT_ONCE = "Somebody gave a page here one of these names at the same moment. Import again."
MOST_NOTES = 200
BATCH = 500
Progress = Callable[[list[str]], Iterable[str]]
#: The path of a note, and what a page made of it says.
Noted = tuple[str, dict[str, Any]]


def import_vault(vault: Vault, report: Report, progress: Progress, shelf: Shelf) -> None:
    """Make or change a page for each note of the vault, inside the transaction of the import."""
    author = Author.objects.primary()
    if author is None:
        raise ArchiveError(NOBODY)
    reader = Reader(vault, shelf.address)
    writer = Writer(Hand(author, author.user or AnonymousUser(), summary="Imported"), report, reader.findings)
    for notes in batches(reader.pages(progress), MOST_NOTES, lambda noted: len(noted[1]["body"])):
        writer.write(notes)
    reader.findings.pictures += shelf.refused
    writer.forget_present()
    reader.findings.names += renamed(reader.names.titles)
    report.further = list(reader.findings.lines())


def renamed(titles: Mapping[str, str]) -> Iterator[str]:
    """Which pages were made of notes of this vault that are called otherwise now."""
    pages = Page.objects.filter(deleted_at=None, extra__has_key=PATH).values_list("title", f"extra__{PATH}")
    for title, path in pages.iterator():
        if path in titles and key(titles[path]) != key(title):
            yield f"{path}: it was called {title!r} when it was imported before; that page stays beside the new one."


@dataclass
class Writer:
    """Writes notes into pages, batch by batch, and tells of those that could not be."""

    hand: Hand
    report: Report
    findings: Findings

    def write(self, notes: list[Noted]) -> None:
        """Make or change the pages of these titles, as far as that is due."""
        asked = {path: [fields["title"], *fields["aliases"]] for path, fields in notes}
        keys = {key(name) for names in asked.values() for name in names}
        rows = Page.objects.whole().filter(key__in=[key(fields["title"]) for _, fields in notes])
        pages = {page.key: page for page in rows}
        taken = {name.key: name for name in Name.objects.filter(key__in=keys)}
        new: list[Arrival] = []
        for path, fields in notes:
            page = pages.get(key(fields["title"])) or Page()
            others = {one: name for one, name in taken.items() if name.target != page.pk}
            if page.deleted_at:
                self.report.remarks.append(f"{path}: deleted on the site, so left deleted.")
            elif key(fields["title"]) in others:
                self.findings.refused.append(f"{path}: another page answers to its name here. Rename one of them.")
            else:
                new += self.put(path, page, tidied(fields | {"aliases": self.free(path, fields["aliases"], others)}))
        try:
            arrive(new, hand=self.hand)
        except (IntegrityError, NameTakenError):
            raise ArchiveError(AT_ONCE) from None

    def free(self, path: str, aliases: list[str], others: Mapping[str, Name]) -> list[str]:
        """The aliases that are no name of another page here."""
        for alias in aliases:
            if key(alias) in others:
                self.findings.names.append(f"{path}: the alias {alias!r} is left out. It names another page here.")
        return [alias for alias in aliases if key(alias) not in others]

    def put(self, path: str, page: Page, fields: dict[str, Any]) -> list[Arrival]:
        """Change a page as far as that is due, or give the new one that is to be."""
        due = self.report.judge(path, page, fields, lambda: page_fields(page))
        try:
            return save_page(page, fields, due, hand=self.hand)
        except MarkupError as refusal:
            self.report.take_back(page)
            self.findings.refused.append(f"{path}: {refusal}")
            return []

    def forget_present(self) -> None:
        """Count no link as missing that leads to a page which was here before."""
        wanted = list(self.findings.missing)
        for start in range(0, len(wanted), BATCH):
            some = {title: key(title) for title in wanted[start : start + BATCH]}
            present = Name.objects.targets(set(some.values()))
            for title in some:
                if some[title] in present:
                    del self.findings.missing[title]
