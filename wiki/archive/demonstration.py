"""The demo profile that a new site shows, and how it gives way to a real one."""

from __future__ import annotations

from pathlib import Path

from accounts.models import User
from wiki.archive.authors import author_fields
from wiki.archive.comments import comment_fields
from wiki.archive.hashes import source_hash
from wiki.archive.works import work_fields
from wiki.authors.models import Author
from wiki.comments.models import Comment
from wiki.works.models import SelectedWork

DEMO = Path(__file__).resolve().parent / "demo"
MARK = "demo"
"""The key of the demo's author.md that no other archive keeps, lest somebody's own profile pass for the demo."""


def untouched_demo() -> Author | None:
    """The demo's author, if they are all that is here and every row still equals its source."""
    author = Author.objects.primary()
    if not author or MARK not in author.extra or Author.objects.exclude(pk=author.pk).exists():
        return None
    # The newest first: on a demo that somebody writes in, the first comment that is looked at answers no.
    comments = Comment.objects.select_related("author", "parent").order_by("-pk").iterator(chunk_size=100)
    untouched = (
        source_hash(author_fields(author)) == author.source_hash
        and all(source_hash(work_fields(work)) == work.source_hash for work in SelectedWork.objects.all())
        and all(source_hash(comment_fields(comment)) == comment.source_hash for comment in comments)
    )
    return author if untouched else None


def remove_untouched_demo() -> User | None:
    """Make room for a real profile, and return the account that the demo had."""
    demo = untouched_demo()
    if demo is None:
        return None
    Comment.objects.filter(author=demo).update(parent=None)
    Comment.objects.filter(author=demo).delete()
    SelectedWork.objects.filter(author=demo).delete()
    demo.delete()
    return demo.user
