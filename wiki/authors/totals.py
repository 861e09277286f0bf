"""What is counted of an author: what they said, what they wrote, and how it was received."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import connection, models, transaction
from django.db.models import F
from django.utils import timezone

#: What the column holds.
MOST_KARMA = 2**31 - 1
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class AuthorTotals(models.Model):
    """Counts of an author's published rows, kept in step by the verbs that change them."""

    author = models.OneToOneField("authors.Author", on_delete=models.CASCADE, related_name="totals", primary_key=True)
    comments = models.PositiveIntegerField(default=0)
    #: Revisions of wiki pages that everyone is told of.
    edits = models.PositiveIntegerField(default=0)
    #: Of what they said, as it was at that time.
    karma = models.IntegerField(default=0)
    karma_at = models.DateTimeField(default=LONG_AGO)

    class Meta:
        verbose_name_plural = "author totals"

    def __str__(self) -> str:
        return f"{self.comments} comments"

    @classmethod
    def add_comments(cls, author_id: int, count: int) -> None:
        """Count so many more published comments, inside the transaction that publishes them."""
        cls.objects.filter(author_id=author_id).update(comments=F("comments") + count)

    @classmethod
    def add_edits(cls, author_id: int, count: int) -> None:
        """Count so many more listed revisions, or fewer, inside the transaction that lists them."""
        cls.objects.filter(author_id=author_id).update(edits=F("edits") + count)

    @classmethod
    def has_old_karma(cls, author_id: int, age: timedelta) -> bool:
        """Whether an author's karma was set longer ago than that; asked after every vote, so not by the ORM."""
        then = connection.ops.adapt_datetimefield_value(timezone.now() - age)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM authors_authortotals WHERE author_id = %s AND karma_at < %s", [author_id, then]
            )
            return cursor.fetchone() is not None

    @transaction.atomic
    def set_karma(self, karma: int, *, unless_since: datetime) -> None:
        """Set the karma, unless another has done so since that time or is about to."""
        rows = AuthorTotals.objects.filter(pk=self.pk, karma_at=unless_since)
        if list(rows.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)):
            rows.update(karma=max(-MOST_KARMA, min(karma, MOST_KARMA)), karma_at=timezone.now())
