"""The votes on comments, and their tallies: the tables of the mechanism in `wiki.votes`."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from wiki.authors.models import Author
from wiki.votes.abstract import Tally, Vote
from wiki.votes.recounting import recount_targets

if TYPE_CHECKING:
    from wiki.comments.models import Comment


#: How long an author's karma stays as it was set.
FRESH = timedelta(minutes=1)


class CommentTallyQuerySet(models.QuerySet["CommentTally"]):
    def follow(self, comment: Comment) -> None:
        """Note in its tally who may read a comment and whether it can be voted on, inside the verb that changes it."""
        told = {"visible": comment.is_published, "open": comment.takes_votes, "place": comment.place}
        self.filter(target=comment).update(**told)

    def carry(self, comments: list[Comment]) -> None:
        """Take over what an import says of comments: how they were received, where they stand, if they are open."""
        tallies = sorted((CommentTally.of(comment) for comment in comments), key=lambda tally: tally.target_id)
        # Inserts that find their rows there, as with the comments.
        self.bulk_create(
            tallies, update_conflicts=True, unique_fields=["target"], update_fields=["place", *Tally.CARRIED]
        )
        changed = self.filter(target__in=comments, target__state="published")
        changed.filter(target__retracted_at=None).update(open=True)
        changed.exclude(target__retracted_at=None).update(open=False)
        recount_targets(CommentVote, [tally.target_id for tally in tallies])

    def refresh_karma(self, author: Author) -> None:
        """Set an author's karma by the tallies of what everyone may read, if it was set over a minute ago.

        Called after a vote, outside its transaction; whoever finds another at it leaves it to them.
        """
        if author.totals.karma_at < timezone.now() - FRESH:
            karma = self.filter(author=author, visible=True).aggregate(karma=Coalesce(Sum("karma"), 0))["karma"]
            author.totals.set_karma(karma, unless_since=author.totals.karma_at)

    def refresh_all_karma(self) -> None:
        """The same for every author."""
        for author in Author.objects.select_related("totals"):
            self.refresh_karma(author)


class CommentTally(Tally):
    """How a comment was received."""

    target = models.OneToOneField("comments.Comment", on_delete=models.CASCADE, primary_key=True, related_name="tally")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects: ClassVar[models.Manager[CommentTally]] = models.Manager.from_queryset(CommentTallyQuerySet)()

    #: From a comment: what its page shows, and what puts it in order.
    SHOWN = tuple(f"tally__{name}" for name in (*Tally.SUMS, "open", "place"))

    class Meta:
        verbose_name_plural = "comment tallies"
        indexes = [
            models.Index(F("author"), F(by), F("place"), F("target"), condition=Q(visible=True), name=f"tally_{by}")
            for by in ("karma", "controversy")
        ]

    @classmethod
    def of(cls, comment: Comment) -> CommentTally:
        """The tally of a comment before anybody votes here, with what its import carried; not saved."""
        tally = cls(target_id=comment.pk, author_id=comment.author_id, place=comment.place, **comment.carried)
        tally.visible, tally.open = comment.is_published, comment.takes_votes
        return tally.begin()


class CommentVote(Vote):
    """One vote on a comment."""

    OWNER = "target__author__user"
    TALLY = CommentTally

    target = models.ForeignKey("comments.Comment", on_delete=models.CASCADE, related_name="votes", db_index=False)

    class Meta(Vote.Meta):
        verbose_name = "vote on a comment"
        verbose_name_plural = "votes on comments"
