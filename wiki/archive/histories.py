"""Import the pages of an archive, each with what it said before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from wiki.archive.front_matter import Document
from wiki.archive.pages import content_of, page_fields, read_page, read_revision
from wiki.archive.report import Due, Report
from wiki.archive.sources import Source
from wiki.archive.twins import Once
from wiki.authors.models import Author
from wiki.links.keys import key
from wiki.links.naming import NameTakenError
from wiki.pages.models import Page, PageSlug, State
from wiki.pages.returning import Past, give_former, give_past
from wiki.pages.saving import CarriedError, Hand

REVISIONS = ".revisions"
#: What of a page's fields is no part of what it says now.
APART = ("slug", "former", "addresses", "revision")


def import_pages(source: Source, own: Author, report: Report) -> None:
    """Add or change the pages of an archive, one after the other."""
    past: dict[str, list[str]] = defaultdict(list)
    for name in source.inside("pages"):
        folder = PurePosixPath(name).parent.name
        if folder.endswith(REVISIONS):
            past[folder.removesuffix(REVISIONS)].append(name)
    writer = Writer(source, own, report, past, {author.slug: author for author in Author.objects.all()})
    for name in source.inside("pages"):
        if PurePosixPath(name).parent.name == "pages":
            writer.write(source.read(name))
    for page, titles, slugs in writer.former:
        give_former(page, titles, slugs)


@dataclass
class Writer:
    """Writes pages, and remembers by which names they were known before, to be given when all pages have theirs."""

    source: Source
    own: Author
    report: Report
    past: dict[str, list[str]]
    authors: dict[str, Author]
    former: list[tuple[Page, list[str], list[str]]] = field(default_factory=list)
    once: Once = field(default_factory=lambda: Once("title"))

    def write(self, document: Document) -> None:
        """Add or change one page, as far as that is due."""
        fields = read_page(document)
        self.once.check(document, key(fields["title"]))
        address = PageSlug.objects.filter(slug=fields["slug"]).first()
        page = Page.objects.whole().get(pk=address.page_id) if address else Page()
        if page.deleted_at:
            self.report.remarks.append(f"{document.name}: deleted on the site, so left deleted.")
            return
        told = {name: value for name, value in fields.items() if name not in APART}
        due = self.report.judge(document.name, page, told, lambda: page_fields(page))
        if due is Due.WHOLE:
            try:
                self.put(document, page, fields)
            except NameTakenError as taken:
                problem = f"Another page is called {taken} here. Rename one of them, or take that name out."
                raise document.error(problem, "title") from None
            except CarriedError as carried:
                raise document.error(f"The page {carried} has this key here. Give another.", "cite_key") from None
        elif due is Due.MARK:
            page.save(update_fields=["source_hash"])

    def put(self, document: Document, page: Page, fields: dict[str, Any]) -> None:
        """Write the page, and before that what it said before and is not here yet."""
        hand = Hand(self.own, self.own.user or AnonymousUser(), summary="Imported")
        state = State(fields["state"])
        if page.pk is None:
            page.state, page.locked = state, bool(fields["locked"])
            page.published_at = timezone.now() if state == State.PUBLISHED else None
        with document.rendering():
            give_past(page, self.pasts(document, page, fields), slug=fields["slug"], hand=hand)
        (page.publish if state == State.PUBLISHED else page.unpublish)(actor=hand.actor)
        (page.lock if fields["locked"] else page.unlock)(actor=hand.actor)
        page.extra = fields["extra"]
        page.save(update_fields=["extra", "source_hash"])
        self.former.append((page, fields["former"], fields["addresses"]))

    def pasts(self, document: Document, page: Page, fields: dict[str, Any]) -> Iterator[Past]:
        """The page's revisions that are not here yet, at their end what its own file says, if that is another text."""
        content, number = content_of(fields), page.number
        latest = page.latest.content if page.pk else None
        for name in self.past[fields["slug"]]:
            file = self.source.read(name)
            told = read_revision(file)
            if told["number"] <= number:
                continue
            number, latest = told["number"], content_of(told)
            yield self.revision(file, number, latest, told)
        if latest != content:
            yield self.revision(document, number + 1, content, fields["revision"])

    def revision(self, document: Document, number: int, content: Any, told: dict[str, Any]) -> Past:
        """One revision, by the editor that the file names or else the archive's own author."""
        editor = told["editor"] or self.own.slug
        if editor not in self.authors:
            raise document.error(
                f"There is no author {editor!r} in the archive or here. Add authors/{editor}.md.", "editor"
            )
        return Past(
            number,
            content,
            self.authors[editor],
            told["changed"] or timezone.now(),
            told["summary"],
            minor=bool(told["minor"]),
            public=bool(told["public"]),
            suppressed=frozenset(told["suppressed"]),
        )
