"""Read an archive into the site: one transaction, so that nothing is ever half in; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from wiki.archive.authors import author_fields, fill_author, read_author
from wiki.archive.batches import import_comments
from wiki.archive.demonstration import DEMO, MARK, remove_untouched_demo
from wiki.archive.errors import ArchiveError
from wiki.archive.front_matter import Document
from wiki.archive.opening import open_source
from wiki.archive.report import Due, Report
from wiki.archive.sources import Source
from wiki.archive.twins import Once
from wiki.archive.works import fill_work, read_work, work_fields
from wiki.authors.models import Author
from wiki.comments.votes import CommentTally
from wiki.works.models import SelectedWork


def import_archive(path: Path, *, progress: Callable[[list[str]], Iterable[str]] = iter) -> Report:
    """Read the archive at this path; importing it again changes nothing, an edited copy only what was edited.

    Raises ArchiveError, and then nothing has changed.
    """
    with closing(open_source(path)) as source, transaction.atomic():
        report = Report()
        own = import_own_author(source, report, is_demo=path.resolve() == DEMO)
        import_other_authors(source, own, report)
        import_works(source, own, report)
        import_comments(source, own, report, progress)
        CommentTally.objects.refresh_all_karma()
        return report


def import_own_author(source: Source, report: Report, *, is_demo: bool) -> Author:
    """The author of `author.md`, who becomes the primary one where there is none, or only the untouched demo."""
    if "author.md" not in source.names:
        raise ArchiveError("There is no author.md. Give the folder that holds it, or write one with `name: …`.")
    document = source.read("author.md")
    fields = read_author(document, own=True)
    account = None
    if not is_demo:
        fields["extra"].pop(MARK, None)
        account = remove_untouched_demo()
    author = import_author(document, fields, report)
    if Author.objects.primary() is None:
        without_profile = User.objects.filter(is_superuser=True, is_active=True, author=None).order_by("pk")
        author.primary, author.user = True, author.user or account or without_profile.first()
        author.save(update_fields=["primary", "user"])
    return author


def import_other_authors(source: Source, own: Author, report: Report) -> None:
    """Add or change the authors in `authors/`."""
    once = Once("slug")
    once.files[own.slug] = "author.md"
    for name in source.inside("authors"):
        document = source.read(name)
        fields = read_author(document, own=False)
        once.check(document, fields["slug"])
        import_author(document, fields, report)


def import_author(document: Document, fields: dict[str, Any], report: Report) -> Author:
    """Add or change one author."""
    author = Author.objects.filter(slug=fields["slug"]).first() or Author()
    due = report.judge(document, author, fields, lambda: author_fields(author))
    if due is Due.WHOLE:
        with document.rendering():
            author.publish(fill_author(author, fields))
    elif due is Due.MARK:
        author.save(update_fields=["source_hash"])
    return author


def import_works(source: Source, author: Author, report: Report) -> None:
    """Add or change the works in `works/`, all by the archive's own author."""
    once = Once("slug")
    for name in source.inside("works"):
        document = source.read(name)
        fields = read_work(document)
        once.check(document, fields["slug"])
        work = SelectedWork.objects.filter(slug=fields["slug"]).first() or SelectedWork(author=author)
        if work.author_id != author.pk:
            raise document.error("A work of another author has this name here. Rename the file.")
        import_work(document, work, fields, report)


def import_work(document: Document, work: SelectedWork, fields: dict[str, Any], report: Report) -> None:
    """Write one file into its row, as far as that is due."""
    due = report.judge(document, work, fields, lambda: work_fields(work))
    if due is Due.WHOLE:
        fill_work(work, fields)
        with document.rendering():
            work.publish()
    elif due is Due.MARK:
        work.save(update_fields=["source_hash"])
