"""The demo profile that a new site shows, and how it gives way to a real one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from accounts.models import User
from wiki.archive.authors import author_fields
from wiki.archive.comments import comment_fields
from wiki.archive.hashes import source_hash
from wiki.archive.pages import page_fields
from wiki.archive.works import work_fields
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.links.recording import forget
from wiki.pages.discarding import discard
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from django.db.models import QuerySet

DEMO = Path(__file__).resolve().parent / "demo"
MARK = "demo"
"""The key of the demo's author.md that no other archive keeps, lest somebody's own profile pass for the demo."""


def untouched_demo() -> Author | None:
    """The demo's author, if they are all that is here and every row still equals its source."""
    author = Author.objects.primary()
    if not author or MARK not in author.extra or Author.objects.people().exclude(pk=author.pk).exists():
        return None
    # The newest first: on a demo that somebody writes in, the first comment that is looked at answers no.
    comments = Comment.objects.select_related("author", "parent").order_by("-pk").iterator(chunk_size=100)
    untouched = (
        source_hash(author_fields(author)) == author.source_hash
        and all(is_untouched(page) for page in own_pages())
        and all(source_hash(work_fields(work)) == work.source_hash for work in SelectedWork.objects.all())
        and all(source_hash(comment_fields(comment)) == comment.source_hash for comment in comments)
    )
    return author if untouched else None


def is_untouched(page: Page) -> bool:
    """Whether a page is one of the demo's, and as it was; what somebody imported besides is their own."""
    comes_with_it = (DEMO / "pages" / f"{page.slug}.md").is_file()
    return comes_with_it and page.number == 1 and source_hash(page_fields(page)) == page.source_hash


def remove_untouched_demo() -> User | None:
    """Make room for a real profile, and return the account that the demo had."""
    demo = untouched_demo()
    if demo is None:
        return None
    discard(own_pages())
    comments, works = Comment.objects.filter(author=demo), SelectedWork.objects.filter(author=demo)
    for kind, rows in (("comment", comments), ("work", works), ("author", [demo])):
        forget(kind, [row.pk for row in rows])
    comments.update(parent=None, thread=None, closed_at=None)
    comments.delete()
    works.delete()
    demo.delete()
    return demo.user


def own_pages() -> QuerySet[Page]:
    """The pages of the site apart from the manual, with what they say."""
    return Page.objects.filter(shipped=False).whole()
