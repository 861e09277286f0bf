"""Fill the site of this process with a profile."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import make
from tests.benchmarks.texts import text
from wiki.archive.importing import import_archive
from wiki.authors.models import Author, Link
from wiki.comments.models import Comment
from wiki.comments.states import place_of
from wiki.management.static_files import collect_if_changed

if TYPE_CHECKING:
    from pathlib import Path

BATCH = 2_000


def move_in() -> None:
    """What `up` does before it serves."""
    call_command("migrate", interactive=False, verbosity=0)
    collect_if_changed()


def settle_archive(path: Path) -> None:
    """The profile of an archive."""
    move_in()
    import_archive(path)


def settle(comments: int, words: int, *, in_context: bool = False) -> None:
    """A profile with three works and so many comments; beyond the first twenty they share one rendered text."""
    move_in()
    author = make.primary(
        name="Emmy Noether",
        pronouns="she/her",
        bio=text(0, 60),
        previously=["Erlangen", "Göttingen"],
        links=[Link(title="A talk", url="https://example.org/talk")],
    )
    for number in range(3):
        make.work(author, venue="Mathematische Annalen", year=str(1915 + number), abstract=text(number, 100))
    for number in range(min(comments, settings.COMMENTS_PER_PAGE)):
        make.comment(author, body=text(number, words), **(context(number) if in_context else {}))
    crowd(author, comments - settings.COMMENTS_PER_PAGE)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as the server does of itself, a minute after so much has been written
            cursor.execute("VACUUM ANALYZE")


def crowd(author: Author, count: int) -> None:
    """So many comments more, a minute apart, older than those that are there."""
    like = author.comments.latest("place")
    for start in range(0, count, BATCH):
        moments = [make.FIRST - timedelta(minutes=1 + number) for number in range(start, min(start + BATCH, count))]
        same = {"author": author, "body": like.body, "html": like.html, "excerpt": like.excerpt}
        Comment.objects.publish_many(author, [Comment(**same, posted_at=at, place=place_of(at)) for at in moments])


def context(number: int) -> dict[str, Any]:
    """Where a comment was said, and what it answered there."""
    return {
        "on_title": f"On rings and ideals, part {number}",
        "on_url": f"https://example.org/rings/{number}",
        "context_author": "David Hilbert",
        "context_excerpt": text(number + 1, 40),
        "context_permalink": f"https://example.org/rings/{number}#c7",
        "carried": {"karma": number},
    }


def deepest() -> str:
    """The address of the last part of the profile's comments."""
    rows = Comment.objects.published().order_by("place", "public_id")
    before = rows[settings.COMMENTS_PER_PAGE]
    return f"/?cursor={Comment.NEWEST_FIRST.cursor(before, after=True)}"
