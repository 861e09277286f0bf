"""Which comments somebody asks for, and what is done to many of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from wiki.authors.models import Author, AuthorTotals
from wiki.comments.states import EDITABLE, KEPT, KEPT_FROM_OTHERS, STANDING, State, place_of
from wiki.comments.texts import CommentVersion, as_version, follow, last_rewritten
from wiki.comments.threading import Spot, moved
from wiki.comments.votes import CommentTally
from wiki.links.recording import forget, record_many, record_new
from wiki.markup.rendering import RENDERER
from wiki.pages.models import Page

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.comments.models import Comment
    from wiki.lib.kinds import Viewer

#: What no text of its own changes: where it stands and who reads it.
PLACED = (
    "page",
    "work",
    "thread",
    "closed_at",
    "state",
    "told",
    "deleted_at",
    "deleted_from",
    "taken_down",
    "form_key",
)
#: Not by the ORM, which takes many times as long to compile it as the database to find it.
VOTABLE = """
SELECT id, public_id, author_id, state, retracted_at, version, rewritten, place FROM "comments_comment"
WHERE public_id = %s AND state = %s
"""


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        """Comments that everyone may read."""
        return self.filter(state=State.PUBLISHED)

    def visible_to(self, viewer: Viewer) -> Self:
        """Comments that somebody may read: what everyone may, what stands on a draft that they may read, and their own
        while it waits or is hidden, unless it stands on what they may not read."""
        if not viewer.is_authenticated:
            return self.published()
        there = Q(page=None) | Q(page__in=Page.objects.visible_to(viewer))
        there &= Q(work=None) | Q(work__removed_at=None)
        own = Q(author__user=viewer, state__in=KEPT_FROM_OTHERS)
        return self.filter(Q(state=State.PUBLISHED) | (there & (own | Q(state=State.AWAY))))

    def in_context(self) -> Self:
        """Comments with their author, what they answer and where they stand, in one query."""
        rows = self.select_related("author__totals", "parent__author", "tally", "page", "work")
        return rows.defer("work__abstract", "work__abstract_html", "work__bibtex", "page__old_anchors")

    def for_thread(self) -> Self:
        """Comments with what is shown of them in a discussion, in one query."""
        return self.select_related("author", "tally").defer(*self.model.NOT_IN_THREADS)

    def votable(self, public_id: str) -> Comment | None:
        """A comment that everyone may read, with what a vote on it needs; the rest comes when it is asked for."""
        return next(iter(self.raw(VOTABLE, [public_id, State.PUBLISHED.value])), None)

    def own(self, author: Author) -> Self:
        """An author's own comments that they may work on: published or waiting, or deleted by them and not yet gone."""
        recent = Q(state=State.DELETED, deleted_at__gt=timezone.now() - KEPT, taken_down=False)
        return self.filter(recent | Q(state__in=EDITABLE), author=author)

    def answerable(self, viewer: Viewer) -> Self:
        """Comments that somebody may answer: they stand where that one may read them, and nothing there is closed."""
        taking = self.filter(closed_at=None).exclude(page__replies_closed=True).exclude(work__replies_closed=True)
        return taking.visible_to(viewer).filter(state__in=STANDING)

    def to_moderate(self, viewer: Viewer) -> Self:
        """Comments that whoever moderates may see: all but those deleted so long ago that nobody can restore them, and
        what those who write here say to one another on drafts, which is for them and whoever may do everything."""
        rows = self.exclude(state=State.DELETED, deleted_at__lte=timezone.now() - KEPT)
        return rows if viewer.is_superuser else rows.exclude(state=State.AWAY, author__listed=True)

    def for_profile(self, author: Author) -> Self:
        """What an author's page lists, not yet ordered, without the columns that it does not show."""
        answers = self.model.objects.published().filter(parent=OuterRef("pk"), parent__isnull=False).values("parent")
        count = Coalesce(Subquery(answers.annotate(count=Count("pk")).values("count")), 0)
        rows = self.published().filter(author=author).annotate(answers=count)
        quoted = [f"parent__{name}" for name in self.model.QUOTED]
        on = [f"{host}__{name}" for host in ("page", "work") for name in ("title", "slug")]
        rows = rows.select_related("parent__author", "tally", "page", "work")
        return rows.only(*self.model.LISTED, *quoted, *on, *CommentTally.SHOWN)

    def stale(self) -> Self:
        """Rows whose HTML an older renderer made."""
        return self.exclude(renderer=RENDERER)

    def locked(self) -> Self:
        """Rows that nobody else changes until this transaction ends."""
        # A vote in flight holds the key of its comment, by its foreign key: who locked that too would wait for the
        # vote while the vote waits for them.
        return self.select_for_update(no_key=True)

    @transaction.atomic
    def write(
        self, author: Author, body: str, *, actor: User | AnonymousUser, on_title: str = "", on_url: str = ""
    ) -> Comment:
        """Publish what an author says now."""
        now = timezone.now()
        comment = self.model(
            author=author, body=body, posted_at=now, place=place_of(now), on_title=on_title, on_url=on_url
        )
        comment.render()
        self.publish_many(author, [comment])
        comment.note("written", actor, before={}, after={"version": 1})
        return comment

    @transaction.atomic
    def publish_many(self, author: Author, comments: list[Comment]) -> None:
        """Save new comments of one author, already rendered, with a tally each, and count the published ones."""
        for comment in comments:
            comment.thread = (comment.parent.thread or comment.parent) if comment.parent else None
        self.bulk_create(comments)
        CommentTally.objects.bulk_create(CommentTally.of(comment) for comment in comments)
        record_new("comment", [comment.mentioning for comment in comments])
        AuthorTotals.add_comments(author.pk, sum(comment.is_published for comment in comments))

    @transaction.atomic
    def change_many(self, comments: list[Comment]) -> None:
        """Save what comments say, already rendered, and keep what they said; who said it and who may read it stay."""
        before = self.in_bulk([comment.pk for comment in comments])
        edited = [comment for comment in comments if before[comment.pk].said != comment.said]
        CommentVersion.objects.bulk_create(as_version(before[comment.pk]) for comment in edited)
        texts = last_rewritten(edited)
        for comment in edited:
            follow(comment, before[comment.pk], texts.get(comment.pk, ""))
        kept = {"id", "public_id", "author", "parent", *PLACED}
        names = [column.name for column in self.model._meta.concrete_fields if column.name not in kept]
        # Inserts that find their rows there are far quicker than bulk_update, which writes a CASE for every value.
        self.bulk_create(comments, update_conflicts=True, unique_fields=["id"], update_fields=names)
        CommentTally.objects.carry(comments)
        record_many("comment", [comment.mentioning for comment in comments])

    @transaction.atomic
    def rethread(self) -> int:
        """Let every answer stand in the thread, and on the page or work, of its topmost; says how many moved."""
        answers = self.exclude(parent=None)
        parents = {pk: parent for pk, parent in answers.values_list("pk", "parent").iterator() if parent}
        on = self.filter(parent=None).exclude(page=None, work=None).values_list("pk", "page", "work")
        hosts = {pk: (page, work) for pk, page, work in on.iterator()}
        spots = (Spot(*row) for row in answers.values_list("pk", "thread", "page", "work").iterator())
        comments = [
            self.model(pk=spot.comment, thread_id=spot.thread, page_id=spot.page, work_id=spot.work)
            for spot in moved(spots, parents, hosts)
        ]
        self.bulk_update(comments, ["thread", "page", "work"], batch_size=500)
        return len(comments)

    @transaction.atomic
    def forget_deleted(self) -> int:
        """Take every word out of the comments that were deleted over thirty days ago; says how many there were."""
        over = self.filter(state=State.DELETED, deleted_at__lte=timezone.now() - KEPT).exclude(body="")
        comments = list(over.locked().order_by("pk").only("pk"))
        CommentVersion.objects.filter(comment__in=comments).delete()
        forget("comment", [comment.pk for comment in comments])
        for comment in comments:
            comment.note("forgotten", None, before={}, after={})
        chosen = self.filter(pk__in=[comment.pk for comment in comments])
        return chosen.update(**dict.fromkeys(self.model.WORDS, ""), extra={})
