"""What was said, by whom, where and when: by the author, and in answer by those who read it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Unpack

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from accounts.models import User
from wiki.authors.models import Author
from wiki.comments import texts
from wiki.comments.moving import How, Move, Seen, go
from wiki.comments.querysets import CommentQuerySet
from wiki.comments.states import EDITABLE, KEPT, STANDING, State, new_public_id
from wiki.comments.texts import ASSESSED, WRITTEN, CommentVersion
from wiki.lib.addresses import web_address
from wiki.lib.paging import Order
from wiki.links.painting import Text
from wiki.links.recording import Mentioning
from wiki.log.models import Entry, States
from wiki.markup.rendering import RENDERER, render
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wiki.markup.mentions import Mention

__all__ = ["Comment", "CommentVersion"]


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
    NOT_IN_THREADS = (
        *("body", "source_hash", "extra"),
        *(f"author__{name}" for name in ("bio", "bio_html", "previously", "extra")),
    )

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

    #: The page or work on whose discussion it is, also for an answer there; none in its author's own stream.
    page = models.ForeignKey(Page, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    work = models.ForeignKey(SelectedWork, on_delete=models.PROTECT, null=True, blank=True, related_name="comments")
    #: The comment with which its thread begins; none for that one itself.
    thread = models.ForeignKey("self", on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    #: The comment at which this part of the thread was closed to answers, which may be this one itself.
    closed_at = models.ForeignKey("self", on_delete=models.PROTECT, null=True, editable=False, related_name="+")
    #: Why it is hidden, for its author.
    told = models.CharField(max_length=500, blank=True, editable=False)
    #: Where it goes back to when it is restored; and whether a moderator deleted it, so that its author cannot do that.
    deleted_from = models.CharField(max_length=10, blank=True, editable=False)
    taken_down = models.BooleanField(default=False, editable=False)
    #: The form that it was written in, so that a form that is sent twice says it once.
    form_key = models.CharField(max_length=64, blank=True, editable=False)

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
            models.Index(
                fields=["parent"], condition=Q(parent__isnull=False, state="published"), name="published_answers"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="comment_state_is_known"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="comment_answers_another"),
            models.CheckConstraint(
                condition=Q(parent=None, thread=None) | Q(parent__isnull=False, thread__isnull=False),
                name="comment_answers_in_a_thread",
            ),
            models.CheckConstraint(condition=Q(page=None) | Q(work=None), name="comment_is_on_one_thing"),
            models.UniqueConstraint(fields=["form_key"], condition=~Q(form_key=""), name="one_comment_a_form"),
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
    def is_standing(self) -> bool:
        """Whether all may read it who may read what it stands on."""
        return self.state in STANDING

    @property
    def is_editable(self) -> bool:
        """Whether its author may change what it says."""
        return self.state in EDITABLE

    @property
    def host(self) -> Page | SelectedWork | None:
        """The page or work on whose discussion it is, if any."""
        return self.page or self.work

    @property
    def seen(self) -> Seen:
        """What somebody has before them who looks at it now."""
        return Seen(self.version, State(self.state))

    @property
    def about(self) -> str:
        """What it is about, in words: the page or work that it is on, or what it says itself."""
        return str(self.host) if self.host else self.on_title

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

    def edit(self, body: str, *, actor: User | AnonymousUser, version: int, **about: str) -> None:
        """Say something else, and with `on_title` and `on_url` about something else; what was said is kept.

        ConflictError where the version is not the newest, unless the comment says just this already.
        """
        texts.edit(self, body, actor=actor, version=version, about=about)

    def retract(self, *, actor: User | AnonymousUser) -> bool:
        """Say that its author no longer stands by a published comment; everyone can still read it."""
        return texts.stand(self, "retracted", timezone.now(), actor=actor)

    def unretract(self, *, actor: User | AnonymousUser) -> bool:
        """Stand by a published comment again."""
        return texts.stand(self, "unretracted", None, actor=actor)

    def assess(self, *, actor: User | AnonymousUser, **told: str) -> bool:
        """Say how far its author stands behind it: `status`, `confidence` and `superseded_by`; its text stays."""
        return texts.assess(self, told, actor=actor)

    def remove(self, *, by_office: bool = False, **how: Unpack[How]) -> bool:
        """Take a comment off the site; it can be restored for thirty days, and then its words go for good.

        What the office takes down, its author cannot bring back.
        """
        if not by_office:  # which has locked others already
            Comment.objects.forget_deleted()
        return go(self, Move("deleted", "remove", State.DELETED, taken_down=by_office), how)

    def restore(self, **how: Unpack[How]) -> bool:
        """Bring a deleted comment back to where it was, if its thirty days are not over."""
        if not self.restorable_until or self.restorable_until <= timezone.now():
            return False
        return go(self, Move("restored", "restore", State(self.deleted_from or State.PUBLISHED)), how)

    def approve(self, **how: Unpack[How]) -> bool:
        """Publish what waits, or was hidden or taken for spam."""
        return go(self, Move("approved", "approve", State.PUBLISHED), how)

    def hold(self, **how: Unpack[How]) -> bool:
        """Keep a published comment from everyone until somebody has decided about it."""
        return go(self, Move("held", "hold", State.PENDING), how)

    def hide(self, **how: Unpack[How]) -> bool:
        """Keep it from everyone but those who moderate and its author, who is told the reason."""
        return go(self, Move("hidden", "hide", State.HIDDEN, told=how.get("reason", "")), how)

    def mark_as_spam(self, **how: Unpack[How]) -> bool:
        """Put it away as spam."""
        return go(self, Move("marked as spam", "mark_as_spam", State.SPAM), how)

    def put_back(self, state: State, *, told: str, taken_down: bool, **how: Unpack[How]) -> bool:
        """Be what it was before a decision that is undone."""
        return go(self, Move("put back", "put_back", state, told, taken_down), how)

    def note(
        self, verb: str, actor: User | AnonymousUser | None, *, before: States, after: States, reason: str = ""
    ) -> None:
        """Log a change of this comment."""
        Entry.objects.record(verb, self, actor=actor, reason=reason, before=before, after=after)

    def render(self) -> None:
        """Set the HTML and the excerpt from the Markdown, as its author may write it; raises MarkupError."""
        rendered = render(self.body, prefix=f"c-{self.public_id}-", by_reader=not self.author.listed)
        self.html, self.mentions = rendered.html, rendered.mentions
        self.excerpt = Truncator(rendered.text).chars(300)
        self.renderer = RENDERER
