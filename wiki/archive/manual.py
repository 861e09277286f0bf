"""The manual: pages that come with every site, kept as they were shipped until somebody edits or removes them there."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Q

from wiki.archive.folders import Folder
from wiki.archive.front_matter import Document
from wiki.archive.hashes import source_hash
from wiki.archive.histories import APART
from wiki.archive.pages import content_of, read_page
from wiki.authors.models import MANUAL, Author
from wiki.links.keys import key
from wiki.links.naming import NameTakenError
from wiki.pages.models import Page, State
from wiki.pages.saving import Hand

PLACE = Path(__file__).resolve().parent / "manual"


def put_manual(place: Path = PLACE) -> list[str]:
    """Let every page of the manual say what it was shipped with; returns what the owner should be told.

    Edited pages stay as they are and removed ones removed. Quick where nothing is due, and safe to run twice at once.
    """
    shipped = fingerprint(place)
    if Author.objects.filter(slug=MANUAL, source_hash=shipped).exists():
        return []
    with transaction.atomic():
        author, is_new = Author.objects.get_or_create(slug=MANUAL, defaults={"name": "Manual", "listed": False})
        if is_new:
            author.publish([])
        author = Author.objects.select_for_update().get(slug=MANUAL)
        writer = Writer(Hand(author, AnonymousUser(), "As it comes with the site", ships=True))
        for document in documents(place):
            writer.write(document)
        # Where a page found no room, the next start tries again.
        author.source_hash = "" if writer.left_out else shipped
        author.save(update_fields=["source_hash"])
    return writer.left_out


def fingerprint(place: Path) -> str:
    """The same for the same files."""
    told = hashlib.sha256()
    for path in sorted((place / "pages").glob("*.md")):
        content = path.read_bytes()
        told.update(f"{path.name} {len(content)}\n".encode() + content)
    return told.hexdigest()


def documents(place: Path) -> Iterator[Document]:
    """The pages of the manual as files."""
    source = Folder(place)
    return (source.read(name) for name in source.inside("pages"))


def mark(fields: dict[str, Any]) -> str:
    """The mark that an import would give, so that a page of an archive takes the place of one that nobody edited."""
    return source_hash({name: value for name, value in fields.items() if name not in APART})


@dataclass
class Writer:
    """Writes pages of the manual, and remembers which found their name taken."""

    hand: Hand
    left_out: list[str] = field(default_factory=list)

    def write(self, document: Document) -> None:
        """Add or change one page, unless its name or address is another's or it was edited here."""
        fields = read_page(document)
        there = Page.objects.filter(Q(key=key(fields["title"])) | Q(slugs__slug=fields["slug"])).distinct()
        own = there.filter(revisions__number=1, revisions__editor=self.hand.editor).first()
        try:
            with document.rendering():
                if own:
                    self.refresh(own, fields)
                elif there.exists():
                    self.leave_out(fields)
                else:
                    self.add(fields)
        except NameTakenError:
            self.leave_out(fields)

    def add(self, fields: dict[str, Any]) -> None:
        """Make a page that was not here; NameTakenError where its title or alias is another's."""
        page = Page.objects.begin(content_of(fields), state=State.PUBLISHED, hand=self.hand)
        page.source_hash = mark(fields)
        page.save(update_fields=["source_hash"])

    def refresh(self, page: Page, fields: dict[str, Any]) -> None:
        """Let a page that nobody edited or removed say what it is shipped with now; NameTakenError as above."""
        due = mark(fields)
        if page.shipped and not page.deleted_at and page.source_hash != due:
            page.revise(content_of(fields), base=page.number, hand=self.hand)
            page.source_hash = due
            page.save(update_fields=["source_hash"])

    def leave_out(self, fields: dict[str, Any]) -> None:
        """Remember that this page is not here."""
        self.left_out.append(
            f"The page “{fields['title']}” of the manual is left out, since a page of yours has its name or address."
        )
