"""The wiki: what the author knows, page by page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from wiki.authors.access import Standing, standing
from wiki.lib.kinds import opened
from wiki.links.keys import LONGEST, KeyField
from wiki.links.recording import publish
from wiki.log.models import Entry, States
from wiki.pages.counting import relist
from wiki.pages.drafts import Draft
from wiki.pages.forgetting import forget_anchors
from wiki.pages.revisions import Revision
from wiki.pages.saving import Hand, Saved, begun, revised
from wiki.pages.slugs import LONGEST_SLUG, PageSlug
from wiki.pages.tagging import Tag

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.lib.kinds import Viewer
    from wiki.pages.content import Content

__all__ = ["Draft", "Page", "PageSlug", "Revision", "State", "Tag"]


class State(models.TextChoices):
    """Who may read a page: those who write here, or everyone."""

    DRAFT = "draft"
    PUBLISHED = "published"


class PageQuerySet(models.QuerySet["Page"]):
    def published(self) -> Self:
        """Pages that everyone may read."""
        return self.filter(state=State.PUBLISHED, deleted_at=None)

    def listed(self) -> Self:
        """Those of them that are this site's own, and so stand in its lists."""
        return self.published().filter(shipped=False)

    def listed_to(self, viewer: Viewer) -> Self:
        """Those that stand in the lists that somebody sees: of the site's own, all that they may read."""
        return self.visible_to(viewer).filter(shipped=False)

    def visible_to(self, viewer: Viewer) -> Self:
        """Pages that somebody may read: who writes here reads drafts too, and only the owner those that are locked."""
        rank = standing(viewer)
        if rank < Standing.WRITER:
            return self.published()
        there = self.filter(deleted_at=None)
        return there if rank is Standing.OWNER else there.filter(Q(locked=False) | Q(state=State.PUBLISHED))

    def restorable_by(self, viewer: Viewer) -> Self:
        """Deleted pages that somebody may bring back."""
        rank = standing(viewer)
        gone = self.exclude(deleted_at=None) if rank >= Standing.WRITER else self.none()
        return gone if rank is Standing.OWNER else gone.filter(locked=False)

    def known_to(self, viewer: Viewer) -> Self:
        """Pages that somebody may read or bring back, and so may be told of."""
        return self.visible_to(viewer) | self.restorable_by(viewer)

    def whole(self) -> Self:
        """Pages with their latest text and its editor, in one query."""
        return self.select_related("current__editor")

    def stale(self) -> Self:
        """Pages whose latest HTML an older renderer made."""
        return self.filter(current__in=Revision.objects.stale())

    def begin(self, content: Content, *, state: State, hand: Hand, taking: bool = False) -> Page:
        """Make a page; with `taking`, a title that another page had before leads to this one from now on.

        Raises NameTakenError, CarriedError or MarkupError, and then nothing has changed.
        """
        page = Page(state=state, published_at=timezone.now() if state == State.PUBLISHED else None)
        return begun(page, content, hand=hand, taking=taking)


class Page(models.Model):
    """One thing that is known. What it says is its latest revision; the slug is only its address."""

    LARGEST = 1024 * 1024

    title = models.CharField(max_length=LONGEST)
    key = KeyField(unique=True)
    slug = models.SlugField(max_length=LONGEST_SLUG, unique=True, allow_unicode=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    locked = models.BooleanField("only the owner edits it", default=False)
    replies_closed = models.BooleanField("takes no more answers", default=False)
    #: Of the manual, and not edited here: in no list.
    shipped = models.BooleanField(default=False, editable=False)
    #: The number of the latest revision, and that itself; none only inside the transaction that makes the page.
    number = models.PositiveIntegerField(default=0, editable=False)
    current = models.OneToOneField(
        Revision, on_delete=models.PROTECT, null=True, editable=False, related_name="current_of"
    )
    #: Anchors that headings of it once had, and which they have now.
    old_anchors = models.JSONField(default=dict, blank=True, editable=False)
    #: The key of the bibliography that it is about, folded.
    cite_key = KeyField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects: ClassVar[models.Manager[Page]] = models.Manager.from_queryset(PageQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="page_state_is_known"),
            models.CheckConstraint(condition=~Q(key=""), name="page_has_a_key"),
            models.UniqueConstraint(fields=["cite_key"], condition=~Q(cite_key=""), name="one_page_a_cite_key"),
        ]
        indexes = [
            models.Index(
                F("key"), condition=Q(state="published", deleted_at=None, shipped=False), name="pages_by_title"
            ),
            models.Index(
                F("changed_at").desc(),
                F("id").desc(),
                condition=Q(state="published", deleted_at=None, shipped=False),
                name="pages_by_change",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("front:page", args=[self.slug])

    @property
    def latest(self) -> Revision:
        """The latest revision; the page has always one."""
        if self.current is None:
            raise Revision.DoesNotExist
        return self.current

    @property
    def is_published(self) -> bool:
        """Whether everyone may read it."""
        return self.state == State.PUBLISHED and self.deleted_at is None

    def may_edit(self, viewer: Viewer) -> bool:
        """Whether somebody may change it, who may read it: whoever writes here, and only the owner if it is locked."""
        return standing(viewer) >= (Standing.OWNER if self.locked else Standing.WRITER)

    def revise(self, content: Content, *, base: int, hand: Hand, taking: bool = False) -> Saved:
        """Say this, which was begun on the revision of number `base`; where that is not the latest, both are merged.

        With `taking`, a name that another page had before leads to this one from now on.

        Raises UnsettledError, NameTakenError, CarriedError or MarkupError, and then nothing has changed.
        """
        return revised(self, content, base=base, hand=hand, taking=taking)

    def publish(self, *, actor: User | AnonymousUser, history: bool = False) -> bool:
        """Let everyone read it, and with `history` all that it said before."""
        return self.go("published", actor, State.PUBLISHED, history=history)

    def unpublish(self, *, actor: User | AnonymousUser) -> bool:
        """Let only those read it who write here."""
        return self.go("unpublished", actor, State.DRAFT)

    @transaction.atomic
    def go(self, verb: str, actor: User | AnonymousUser, to: State, *, history: bool = False) -> bool:
        """Change the state, and with it who is told of it, and log it; nothing where it is so already."""
        held = self.held()
        before = held.state
        if before == to or held.deleted_at:
            return False
        self.state = to
        now = timezone.now()
        self.published_at = (held.published_at or now) if self.is_published else held.published_at
        self.save(update_fields=["state", "published_at"])
        if self.is_published:
            shown = self.revisions.all() if history else self.revisions.filter(number=held.number)
            shown.update(public=True)
            held.state = self.state
            forget_anchors(held)
            self.old_anchors = held.old_anchors
        self.follow()
        self.note(verb, actor, before={"state": before}, after={"state": str(to), "history": history})
        return True

    def remove(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Take it off the site with all that it ever said; it can be brought back."""
        return self.be("deleted", "deleted_at", timezone.now(), actor, reason)

    def restore(self, *, actor: User | AnonymousUser) -> bool:
        """Bring it back as it was."""
        return self.be("restored", "deleted_at", None, actor)

    def lock(self, *, actor: User | AnonymousUser) -> bool:
        """Let only the owner edit it."""
        return self.be("locked", "locked", True, actor)

    def unlock(self, *, actor: User | AnonymousUser) -> bool:
        """Let all who write here edit it."""
        return self.be("unlocked", "locked", False, actor)

    def close_replies(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Take no more answers on it; those that are there stay."""
        return self.be("closed to answers", "replies_closed", True, actor, reason)

    def open_replies(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Take answers again."""
        return self.be("opened to answers", "replies_closed", False, actor, reason)

    @transaction.atomic
    def be(
        self, verb: str, name: str, value: bool | datetime | None, actor: User | AnonymousUser, reason: str = ""
    ) -> bool:
        """Set one of the page's switches, and log it; nothing where it is so already."""
        before = getattr(self.held(), name)
        if bool(before) == bool(value):
            return False
        setattr(self, name, value)
        self.save(update_fields=[name])
        self.follow()
        self.note(verb, actor, before={name: bool(before)}, after={name: bool(value)}, reason=reason)
        return True

    def held(self) -> Page:
        """The row as it is now, which nobody else changes until this transaction ends; this then says the same."""
        row = Page.objects.select_for_update(no_key=True).get(pk=self.pk)
        self.state, self.locked, self.shipped, self.deleted_at = row.state, row.locked, row.shipped, row.deleted_at
        return row

    def follow(self) -> None:
        """After a change of who may read it: let the lists, the totals and the links from it follow."""
        publish("page", [self.pk], public=self.is_published and not self.shipped)
        relist([self.pk])
        opened("page", [self.pk], public=self.is_published)

    def note(
        self, verb: str, actor: User | AnonymousUser | None, *, before: States, after: States, reason: str = ""
    ) -> None:
        """Log a change of this page."""
        Entry.objects.record(verb, self, actor=actor, reason=reason, before=before, after=after)
