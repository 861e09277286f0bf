"""What the author said, where, and when."""

from __future__ import annotations

import base64
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from wiki.authors.models import Author, AuthorTotals
from wiki.comments.votes import CommentTally
from wiki.lib.addresses import web_address
from wiki.lib.conflicts import ConflictError
from wiki.lib.diffs import share_changed
from wiki.lib.paging import Order
from wiki.links.painting import Text
from wiki.links.recording import Mentioning, forget, publish, record, record_many, record_new
from wiki.log.models import Entry, States
from wiki.markup.rendering import RENDERER, render

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wiki.markup.mentions import Mention

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
KEPT = timedelta(days=30)
#: An edit of more than this share of the words makes another comment of it.
MATERIAL = 0.1
WRITTEN = ("body", "on_title", "on_url")
ASSESSED = ("status", "confidence", "superseded_by")


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


#: From which states a comment can be taken by each verb.
STARTS = {
    "approve": {State.PENDING, State.HIDDEN, State.SPAM},
    "hide": {State.PENDING, State.PUBLISHED},
    "mark_as_spam": {State.PENDING, State.PUBLISHED, State.HIDDEN},
    "remove": {State.PUBLISHED},
    "restore": {State.DELETED},
}


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> Self:
        """Comments that everyone may read."""
        return self.filter(state=State.PUBLISHED)

    def in_context(self) -> Self:
        """Comments with their author and what they answer, in one query."""
        return self.select_related("author__totals", "parent__author", "tally")

    def votable(self, public_id: str) -> Comment | None:
        """A comment that everyone may read, with what a vote on it needs; the rest comes when it is asked for."""
        return next(iter(self.raw(VOTABLE, [public_id, State.PUBLISHED.value])), None)

    def own(self, author: Author) -> Self:
        """An author's own comments that they may work on: published, or deleted and not yet gone."""
        recent = Q(state=State.DELETED, deleted_at__gt=timezone.now() - KEPT)
        return self.filter(recent | Q(state=State.PUBLISHED), author=author)

    def to_moderate(self) -> Self:
        """Comments that whoever moderates may see: all but those deleted so long ago that nobody can restore them."""
        return self.exclude(state=State.DELETED, deleted_at__lte=timezone.now() - KEPT)

    def for_profile(self, author: Author) -> Self:
        """What an author's page lists, not yet ordered, without the columns that it does not show."""
        rows = self.published().filter(author=author).select_related("parent__author", "tally")
        return rows.only(*Comment.LISTED, *(f"parent__{name}" for name in Comment.QUOTED), *CommentTally.SHOWN)

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
        comment = Comment(
            author=author, body=body, posted_at=now, place=place_of(now), on_title=on_title, on_url=on_url
        )
        comment.render()
        self.publish_many(author, [comment])
        comment.note("written", actor, before={}, after={"version": 1})
        return comment

    @transaction.atomic
    def publish_many(self, author: Author, comments: list[Comment]) -> None:
        """Save new comments of one author, already rendered, with a tally each, and count them."""
        self.bulk_create(comments)
        CommentTally.objects.bulk_create(CommentTally.of(comment) for comment in comments)
        record_new("comment", [comment.mentioning for comment in comments])
        AuthorTotals.add_comments(author.pk, len(comments))

    @transaction.atomic
    def change_many(self, comments: list[Comment]) -> None:
        """Save what comments say, already rendered, and keep what they said; who said it and who may read it stay."""
        before = self.in_bulk([comment.pk for comment in comments])
        edited = [comment for comment in comments if before[comment.pk].said != comment.said]
        CommentVersion.objects.bulk_create(before[comment.pk].as_version() for comment in edited)
        texts = last_rewritten(edited)
        for comment in edited:
            comment.follow(before[comment.pk], texts.get(comment.pk, ""))
        kept = {"id", "public_id", "author", "parent", "state", "deleted_at"}
        names = [column.name for column in Comment._meta.concrete_fields if column.name not in kept]
        # Inserts that find their rows there are far quicker than bulk_update, which writes a CASE for every value.
        self.bulk_create(comments, update_conflicts=True, unique_fields=["id"], update_fields=names)
        CommentTally.objects.carry(comments)
        record_many("comment", [comment.mentioning for comment in comments])

    @transaction.atomic
    def forget_deleted(self) -> int:
        """Take every word out of the comments that were deleted over thirty days ago; says how many there were."""
        over = self.filter(state=State.DELETED, deleted_at__lte=timezone.now() - KEPT).exclude(body="")
        comments = list(over.locked().only("pk"))
        CommentVersion.objects.filter(comment__in=comments).delete()
        forget("comment", [comment.pk for comment in comments])
        for comment in comments:
            comment.note("forgotten", None, before={}, after={})
        chosen = self.filter(pk__in=[comment.pk for comment in comments])
        return chosen.update(**dict.fromkeys(Comment.WORDS, ""), extra={})


class Comment(models.Model):
    """One thing said: here, as an answer to another comment, or elsewhere on the web."""

    LARGEST = 64 * 1024
    NEWEST_FIRST = Order(("place",), "public_id", falling=True)
    BEST_FIRST = Order(("tally__karma", "tally__place"), "public_id", falling=True, rank="tally__target_id")
    DISPUTED_FIRST = Order(("tally__controversy", "tally__place"), "public_id", falling=True, rank="tally__target_id")
    OLDEST_FIRST = Order(("place",), "public_id", falling=False)
    LISTED = (
        *("author", "public_id", "place", "html", "posted_at", "edited_at", "retracted_at", "on_title", "on_url"),
        *("status", "confidence"),
        *("context_author", "context_excerpt", "context_permalink"),
    )
    WORDS = (
        *(*WRITTEN, *ASSESSED, "html", "excerpt"),
        *("context_author", "context_excerpt", "context_permalink", "source_hash"),
    )
    QUOTED = ("public_id", "excerpt", "state", "author__name")

    #: What its import says of how it was received, on its way into the tally.
    carried: Mapping[str, int | None] = {}
    #: What the text mentions, once it was rendered.
    mentions: Sequence[Mention] = ()
    #: What its viewer sees of the text and of what that cites, once it was painted.
    painted = ""
    references: list[Any] = []

    public_id = models.CharField(max_length=40, unique=True, default=new_public_id)
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replies")
    body = models.TextField()
    html = models.TextField(editable=False)
    excerpt = models.CharField(max_length=300, blank=True, editable=False)
    renderer = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    rewritten = models.PositiveIntegerField(default=1, editable=False)
    posted_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    retracted_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    place = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PUBLISHED)

    #: How far its author stands behind it, as they wrote it (`lib.epistemic`).
    status = models.CharField(max_length=20, blank=True)
    confidence = models.CharField(max_length=40, blank=True)
    superseded_by = models.CharField(max_length=200, blank=True)

    on_title = models.CharField(max_length=300, blank=True)
    on_url = models.URLField(max_length=2000, blank=True)
    context_author = models.CharField(max_length=200, blank=True)
    context_excerpt = models.TextField(blank=True)
    context_permalink = models.URLField(max_length=2000, blank=True)
    context_score = models.IntegerField(null=True, blank=True)
    context_agreement = models.IntegerField(null=True, blank=True)

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
    def is_published(self) -> bool:
        """Whether everyone may read it."""
        return self.state == State.PUBLISHED

    @property
    def takes_votes(self) -> bool:
        """Whether it can be voted on: everyone may read it, and its author stands by it."""
        return self.is_published and self.retracted_at is None

    @property
    def is_answer(self) -> bool:
        """Whether a reader can be told what it answers, here or elsewhere."""
        return bool(self.published_parent or self.context_author or self.context_excerpt or self.context_permalink)

    @property
    def restorable_until(self) -> datetime | None:
        """When a deleted comment can no longer be brought back."""
        return self.deleted_at + KEPT if self.deleted_at else None

    @property
    def mentioning(self) -> Mentioning:
        """What it mentions, once it was rendered, and whether everyone may read that."""
        return Mentioning(self.pk, self.mentions, self.is_published)

    @property
    def to_paint(self) -> Text:
        """Its HTML, to be painted for a reader."""
        return Text(self.html, "comment", self.public_id, self.get_absolute_url())

    @property
    def said(self) -> tuple[str, str, str]:
        """What its author wrote: the text, what it is about, and where that is."""
        return self.body, self.on_title, self.on_url

    @transaction.atomic
    def edit(self, body: str, *, actor: User | AnonymousUser, version: int, **about: str) -> None:
        """Say something else, and with `on_title` and `on_url` about something else; what was said is kept.

        ConflictError where the version is not the newest, unless the comment says just this already.
        """
        current = Comment.objects.locked().get(pk=self.pk)
        earlier = current.as_version()
        self.body = body
        self.on_title, self.on_url = about.get("on_title", current.on_title), about.get("on_url", current.on_url)
        if current.said == self.said:
            return
        if current.version != version:
            raise ConflictError(current)
        earlier.save()
        self.follow(current, last_rewritten([current]).get(current.pk, ""))
        self.edited_at = timezone.now()
        self.render()
        self.save(update_fields=[*WRITTEN, "version", "rewritten", "edited_at", "html", "excerpt", "renderer"])
        record("comment", self.pk, self.mentions, public=current.is_published)
        self.note("edited", actor, before={"version": version}, after={"version": self.version})

    def follow(self, current: Comment, text: str) -> None:
        """Be the version after this one, and a rewriting if its words are far from this text's, the last rewriting."""
        self.version = current.version + 1
        self.rewritten = self.version if share_changed(text, self.body) > MATERIAL else current.rewritten

    def as_version(self) -> CommentVersion:
        """What the comment says now, as an earlier version of what it will say; not saved."""
        told = {name: getattr(self, name) for name in WRITTEN}
        return CommentVersion(comment=self, number=self.version, written_at=self.edited_at or self.posted_at, **told)

    def retract(self, *, actor: User | AnonymousUser) -> bool:
        """Say that its author no longer stands by a published comment; everyone can still read it."""
        return self.stand("retracted", timezone.now(), actor=actor)

    def unretract(self, *, actor: User | AnonymousUser) -> bool:
        """Stand by a published comment again."""
        return self.stand("unretracted", None, actor=actor)

    @transaction.atomic
    def stand(self, verb: str, retracted_at: datetime | None, *, actor: User | AnonymousUser) -> bool:
        """Be retracted since then, or not at all, and log it; where it is so already, change nothing."""
        current = Comment.objects.locked().get(pk=self.pk)
        before, after = bool(current.retracted_at), bool(retracted_at)
        if current.state != State.PUBLISHED or before == after:
            return False
        self.retracted_at = retracted_at
        self.save(update_fields=["retracted_at"])
        CommentTally.objects.follow(self)
        self.note(verb, actor, before={"retracted": before}, after={"retracted": after})
        return True

    @transaction.atomic
    def assess(self, *, actor: User | AnonymousUser, **told: str) -> bool:
        """Say how far its author stands behind it: `status`, `confidence` and `superseded_by`; its text stays."""
        current = Comment.objects.locked().get(pk=self.pk)
        changed = [name for name in ASSESSED if getattr(current, name) != told[name]]
        for name in ASSESSED:
            setattr(self, name, told[name])
        if current.state != State.PUBLISHED or not changed:
            return False
        self.save(update_fields=ASSESSED)
        self.note("assessed", actor, before={}, after={"changed": ", ".join(changed)})
        return True

    def remove(self, *, actor: User | AnonymousUser) -> bool:
        """Take a published comment off the site; it can be restored for thirty days, and then its words go for good."""
        Comment.objects.forget_deleted()
        return self.go("deleted", STARTS["remove"], State.DELETED, actor=actor)

    def restore(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Bring a deleted comment back, if its thirty days are not over."""
        if not self.restorable_until or self.restorable_until <= timezone.now():
            return False
        return self.go("restored", STARTS["restore"], State.PUBLISHED, actor=actor, reason=reason)

    def approve(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Publish what waits, or was hidden or taken for spam."""
        return self.go("approved", STARTS["approve"], State.PUBLISHED, actor=actor, reason=reason)

    def hide(self, *, actor: User | AnonymousUser, reason: str) -> bool:
        """Keep it from everyone but those who moderate."""
        return self.go("hidden", STARTS["hide"], State.HIDDEN, actor=actor, reason=reason)

    def mark_as_spam(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Put it away as spam."""
        return self.go("marked as spam", STARTS["mark_as_spam"], State.SPAM, actor=actor, reason=reason)

    @transaction.atomic
    def go(self, verb: str, start: set[State], end: State, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Go from one of these states to another, keep the totals in step, and log it; in any other, change nothing."""
        before = State(Comment.objects.locked().values_list("state", flat=True).get(pk=self.pk))
        if before not in start:
            return False
        self.state, self.deleted_at = end, timezone.now() if end == State.DELETED else None
        self.save(update_fields=["state", "deleted_at"])
        publish("comment", [self.pk], public=self.is_published)
        CommentTally.objects.follow(self)
        AuthorTotals.add_comments(self.author_id, (end == State.PUBLISHED) - (before == State.PUBLISHED))
        self.note(verb, actor, before={"state": before}, after={"state": end}, reason=reason)
        return True

    def note(
        self, verb: str, actor: User | AnonymousUser | None, *, before: States, after: States, reason: str = ""
    ) -> None:
        """Log a change of this comment."""
        Entry.objects.record(verb, self, actor=actor, reason=reason, before=before, after=after)

    def render(self) -> None:
        """Set the HTML and the excerpt from the Markdown; raises MarkupError."""
        rendered = render(self.body, prefix=f"c-{self.public_id}-")
        self.html, self.mentions = rendered.html, rendered.mentions
        self.excerpt = Truncator(rendered.text).chars(300)
        self.renderer = RENDERER


class CommentVersion(models.Model):
    """What a comment said before it was edited."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    body = models.TextField()
    on_title = models.CharField(max_length=300, blank=True)
    on_url = models.CharField(max_length=2000, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "number"], name="one_text_a_version")]

    def __str__(self) -> str:
        return f"Version {self.number}"


#: Not by the ORM, which takes many times as long to compile it as the database to find it.
VOTABLE = f"""
SELECT id, public_id, author_id, state, retracted_at, version, rewritten, place FROM "{Comment._meta.db_table}"
WHERE public_id = %s AND state = %s
"""  # noqa: S608


def last_rewritten(comments: list[Comment]) -> dict[int, str]:
    """By row, what each said when its words last changed by much, once what it said until now is among its versions."""
    rows = CommentVersion.objects.filter(comment__in=comments, number=F("comment__rewritten"))
    return dict(rows.values_list("comment_id", "body"))
