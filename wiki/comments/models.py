"""What the author said, where, and when."""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from wiki.authors.models import Author, AuthorTotals
from wiki.lib.addresses import web_address
from wiki.lib.paging import Order
from wiki.log.models import Entry, States
from wiki.markup.rendering import RENDERER, render

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEPT = timedelta(days=30)


def new_public_id() -> str:
    """Ten lower-case base32 characters at random, so that no gap between two of them tells of a third."""
    return base64.b32encode(secrets.token_bytes(7))[:10].decode().lower()


def place_of(posted_at: datetime) -> int:
    """Microseconds since 1970: where a comment of this time stands among others."""
    return (posted_at - EPOCH) // timedelta(microseconds=1)


class State(models.TextChoices):
    """Who may read a comment: everyone, once it is published."""

    PENDING = "pending"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    SPAM = "spam"
    DELETED = "deleted"


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        """Comments that everyone may read."""
        return self.filter(state=State.PUBLISHED)

    def in_context(self) -> Self:
        """Comments with their author and what they answer, in one query."""
        return self.select_related("author", "parent__author")

    def own(self, author: Author) -> Self:
        """An author's own comments that they may work on: published, or deleted and not yet gone."""
        recent = Q(state=State.DELETED, deleted_at__gt=timezone.now() - KEPT)
        return self.filter(recent | Q(state=State.PUBLISHED), author=author)

    def for_profile(self, author: Author) -> Self:
        """What an author's page lists, not yet ordered, without the columns that it does not show."""
        rows = self.published().filter(author=author).select_related("parent__author")
        return rows.only(*Comment.LISTED, *(f"parent__{name}" for name in Comment.QUOTED))

    def stale(self) -> Self:
        """Rows whose HTML an older renderer made."""
        return self.exclude(renderer=RENDERER)

    @transaction.atomic
    def write(
        self, author: Author, body: str, *, actor: User | AnonymousUser, on_title: str = "", on_url: str = ""
    ) -> Comment:
        """Publish what an author says now."""
        now = timezone.now()
        comment = Comment(
            author=author, body=body, posted_at=now, place=place_of(now), on_title=on_title, on_url=on_url
        )
        comment.render()
        comment.save()
        AuthorTotals.add_comments(author.pk, 1)
        comment.note("written", actor, before={}, after={"version": 1})
        return comment

    @transaction.atomic
    def publish_many(self, author: Author, comments: list[Comment]) -> None:
        """Save new comments of one author, already rendered, and count them."""
        self.bulk_create(comments)
        AuthorTotals.add_comments(author.pk, len(comments))

    @transaction.atomic
    def change_many(self, comments: list[Comment]) -> None:
        """Save what comments say, already rendered, and keep what they said; who said it and who may read it stay."""
        before = self.in_bulk([comment.pk for comment in comments])
        edited = [comment for comment in comments if before[comment.pk].body != comment.body]
        CommentVersion.objects.bulk_create(before[comment.pk].as_version() for comment in edited)
        for comment in edited:
            comment.version = before[comment.pk].version + 1
        kept = {"id", "public_id", "author", "parent", "state", "deleted_at"}
        names = [column.name for column in Comment._meta.concrete_fields if column.name not in kept]
        # Inserts that find their rows there are far quicker than bulk_update, which writes a CASE for every value.
        self.bulk_create(comments, update_conflicts=True, unique_fields=["id"], update_fields=names)


class Comment(models.Model):
    """One thing said: here, as an answer to another comment, or elsewhere on the web."""

    LARGEST = 64 * 1024
    NEWEST_FIRST = Order("place", "public_id", falling=True)
    OLDEST_FIRST = Order("place", "public_id", falling=False)
    LISTED = (
        *("author", "public_id", "place", "html", "posted_at", "edited_at", "on_title", "on_url"),
        *("context_author", "context_excerpt", "context_permalink"),
        *("carried_karma", "carried_karma_votes", "carried_agreement", "carried_agreement_votes"),
    )
    QUOTED = ("public_id", "excerpt", "state", "author__name")

    public_id = models.CharField(max_length=40, unique=True, default=new_public_id)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    body = models.TextField()
    html = models.TextField(editable=False)
    excerpt = models.CharField(max_length=300, blank=True, editable=False)
    renderer = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    posted_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    place = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)

    on_title = models.CharField(max_length=300, blank=True)
    on_url = models.URLField(max_length=2000, blank=True)
    context_author = models.CharField(max_length=200, blank=True)
    context_excerpt = models.TextField(blank=True)
    context_permalink = models.URLField(max_length=2000, blank=True)
    context_score = models.IntegerField(null=True, blank=True)
    context_agreement = models.IntegerField(null=True, blank=True)

    carried_karma = models.IntegerField(null=True, blank=True)
    carried_karma_votes = models.PositiveIntegerField(null=True, blank=True)
    carried_agreement = models.IntegerField(null=True, blank=True)
    carried_agreement_votes = models.PositiveIntegerField(null=True, blank=True)

    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects: ClassVar[models.Manager[Comment]] = models.Manager.from_queryset(CommentQuerySet)()

    class Meta:
        indexes = [
            models.Index(
                F("author"),
                F("place").desc(),
                F("public_id").desc(),
                condition=Q(state="published"),
                name="comment_newest_of_author",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="comment_state_is_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="comment_answers_another"),
            web_address("on_url"),
            web_address("context_permalink"),
        ]

    def __str__(self) -> str:
        return self.excerpt or self.public_id

    def get_absolute_url(self) -> str:
        return reverse("front:comment", args=[self.public_id])

    @property
    def published_parent(self) -> Comment | None:
        """The comment that this one answers, if everyone may read it."""
        return self.parent if self.parent and self.parent.state == State.PUBLISHED else None

    @property
    def is_answer(self) -> bool:
        """Whether a reader can be told what it answers, here or elsewhere."""
        return bool(self.published_parent or self.context_author or self.context_excerpt or self.context_permalink)

    @property
    def is_rated(self) -> bool:
        """Whether its import said how it was received."""
        return self.carried_karma is not None or self.carried_agreement is not None

    @property
    def restorable_until(self) -> datetime | None:
        """When a deleted comment can no longer be brought back."""
        return self.deleted_at + KEPT if self.deleted_at else None

    @transaction.atomic
    def edit(self, body: str, *, actor: User | AnonymousUser, version: int) -> None:
        """Give the text a new version and keep the old one; ConflictError where the version is not the newest."""
        current = Comment.objects.select_for_update().get(pk=self.pk)
        if current.body == body:
            return
        if current.version != version:
            raise ConflictError(current)
        current.as_version().save()
        self.body, self.version, self.edited_at = body, version + 1, timezone.now()
        self.render()
        self.save(update_fields=["body", "version", "edited_at", "html", "excerpt", "renderer"])
        self.note("edited", actor, before={"version": version}, after={"version": self.version})

    def as_version(self) -> CommentVersion:
        """What the comment says now, as an earlier version of what it will say; not saved."""
        written = self.edited_at or self.posted_at
        return CommentVersion(comment=self, number=self.version, body=self.body, written_at=written)

    def remove(self, *, actor: User | AnonymousUser) -> None:
        """Take a published comment off the site; it can be restored for thirty days."""
        self.change_state(State.PUBLISHED, State.DELETED, actor=actor, verb="deleted")

    def restore(self, *, actor: User | AnonymousUser) -> None:
        """Bring a deleted comment back, if its thirty days are not over."""
        if self.restorable_until and self.restorable_until > timezone.now():
            self.change_state(State.DELETED, State.PUBLISHED, actor=actor, verb="restored")

    @transaction.atomic
    def change_state(self, before: State, after: State, *, actor: User | AnonymousUser, verb: str) -> None:
        """Go from one state to the other and keep the totals in step; a comment in any other state stays as it is."""
        deleted_at = timezone.now() if after == State.DELETED else None
        moved = Comment.objects.filter(pk=self.pk, state=before).update(state=after, deleted_at=deleted_at)
        if moved:
            self.state, self.deleted_at = after, deleted_at
            AuthorTotals.add_comments(self.author_id, 1 if after == State.PUBLISHED else -1)
            self.note(verb, actor, before={"state": before}, after={"state": after})

    def note(self, verb: str, actor: User | AnonymousUser, *, before: States, after: States) -> None:
        """Log a change of this comment."""
        Entry.objects.record(verb, self, actor=actor, before=before, after=after)

    def render(self) -> None:
        """Set the HTML and the excerpt from the Markdown; raises MarkupError."""
        rendered = render(self.body, prefix=f"c-{self.public_id}-")
        self.html = rendered.html
        self.excerpt = Truncator(rendered.text).chars(300)
        self.renderer = RENDERER


class CommentVersion(models.Model):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"Version {self.number}"


class ConflictError(Exception):
    """Somebody saved the comment since the version that an edit began from; nothing was saved."""

    def __init__(self, current: Comment) -> None:
        super().__init__(f"version {current.version}")
        self.current = current
