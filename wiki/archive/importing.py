"""Read an archive into the site: one transaction, so that nothing is ever half in; nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from wiki.archive.authors import author_fields, fill_author, read_author
from wiki.archive.batches import import_comments
from wiki.archive.demonstration import DEMO, MARK, remove_untouched_demo
from wiki.archive.errors import ArchiveError
from wiki.archive.front_matter import Document
from wiki.archive.histories import import_pages
from wiki.archive.opening import open_source
from wiki.archive.pictures import Shelf
from wiki.archive.report import Due, Report
from wiki.archive.sources import Source
from wiki.archive.twins import Once
from wiki.archive.vault.sources import Vault
from wiki.archive.vault.writing import import_vault
from wiki.archive.works import fill_work, read_work, work_fields
from wiki.authors.models import MANUAL, Author
from wiki.comments.votes import CommentTally
from wiki.works.models import SelectedWork


def import_archive(
    path: Path, *, progress: Callable[[list[str]], Iterable[str]] = iter, dry_run: bool = False
) -> Report:
    """Read the archive or vault at this path; importing it again changes nothing, an edited copy only what was edited.

    A dry run comes to the same report and changes nothing. Raises ArchiveError, and then nothing has changed either.
    """
    report = Report(dry=dry_run)
    with closing(open_source(path)) as source, kept_pictures(source) as shelf, transaction.atomic():
        if isinstance(source, Vault):
            import_vault(source, report, progress, shelf)
        else:
            read_archive(source, report, progress, is_demo=path.resolve() == DEMO)
        if dry_run:
            shelf.clear()
            transaction.set_rollback(True)
    return report


@contextmanager
def kept_pictures(source: Source) -> Iterator[Shelf]:
    """A shelf for the pictures of an import, which is cleared if the import fails."""
    author = Author.objects.primary()
    shelf = Shelf(source, author.user if author else None)
    try:
        yield shelf
    except BaseException:
        shelf.clear()
        raise


def read_archive(
    source: Source, report: Report, progress: Callable[[list[str]], Iterable[str]], *, is_demo: bool
) -> None:
    """Read all that is in an archive, inside the transaction of the import."""
    own = import_own_author(source, report, is_demo=is_demo)
    import_other_authors(source, own, report)
    import_works(source, own, report)
    import_pages(source, own, report)
    import_comments(source, own, report, progress)
    CommentTally.objects.refresh_all_karma()


def import_own_author(source: Source, report: Report, *, is_demo: bool) -> Author:
    """The author of `author.md`, who becomes the primary one where there is none, or only the untouched demo."""
    if "author.md" not in source.names:
        raise ArchiveError("There is no author.md. Give the folder that holds it, or write one with `name: …`.")
    document = source.read("author.md")
    fields = read_author(document, own=True)
    if fields["slug"] == MANUAL:
        raise document.error("Whoever wrote the manual is called so. Give another slug.", "slug")
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
    due = report.judge(document.name, author, fields, lambda: author_fields(author))
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
    due = report.judge(document.name, work, fields, lambda: work_fields(work))
    if due is Due.WHOLE:
        fill_work(work, fields)
        with document.rendering():
            work.publish()
    elif due is Due.MARK:
        work.save(update_fields=["source_hash"])
