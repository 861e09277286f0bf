"""Selected work: what the author would like to be read first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from wiki.authors.models import Author
from wiki.lib.addresses import web_address
from wiki.lib.conflicts import ConflictError
from wiki.lib.kinds import opened
from wiki.lib.slugs import free_slug
from wiki.links.painting import Text
from wiki.links.recording import Mentioning, publish, record_many
from wiki.log.models import Entry, States
from wiki.markup.rendering import RENDERER, render
from wiki.works.carrying import carry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wiki.markup.mentions import Mention


class SelectedWorkQuerySet(models.QuerySet["SelectedWork"]):
    def for_profile(self, author: Author) -> Self:
        """An author's works in the order they chose."""
        return self.in_order(author).defer("abstract", "renderer", "source_hash", "extra")

    def in_order(self, author: Author) -> Self:
        """An author's works, those removed apart, in the order they chose."""
        return self.filter(author=author, removed_at=None).order_by("position", "pk")

    def removed(self, author: Author) -> Self:
        """An author's works that were taken off their page, the last one first."""
        return self.filter(author=author).exclude(removed_at=None).order_by("-removed_at", "pk")

    def shown(self, slugs: Collection[str]) -> Self:
        """Works with these slugs that everyone may read."""
        return self.filter(slug__in=slugs, removed_at=None)

    def stale(self) -> Self:
        """Rows whose HTML an older renderer made."""
        return self.exclude(renderer=RENDERER)

    @transaction.atomic
    def add(self, author: Author, fields: dict[str, Any], *, actor: User | AnonymousUser) -> SelectedWork:
        """Put a new work after the author's others; raises MarkupError."""
        hold_order(author)
        last = self.filter(author=author).aggregate(last=Max("position"))["last"] or 0
        work = SelectedWork(author=author, position=last + 1, **fields)
        work.publish_as_new()
        work.note("added", actor, before={}, after={"version": 1})
        return work

    @transaction.atomic
    def move(self, work: SelectedWork, *, up: bool, actor: User | AnonymousUser) -> None:
        """Let a work change places with its neighbour; nothing happens at the end, or to one that was removed."""
        hold_order(work.author)
        order = list(self.in_order(work.author).only("position"))
        place = order.index(work) if work in order else None
        if place is None or not 0 <= (other := place - 1 if up else place + 1) < len(order):
            return
        order[place], order[other] = order[other], order[place]
        self.arrange(work.author, order, actor=actor)

    @transaction.atomic
    def arrange(self, author: Author, works: list[SelectedWork], *, actor: User | AnonymousUser) -> None:
        """Put an author's works in this order; those that it leaves out follow as they were."""
        hold_order(author)
        before = {work.pk: work for work in self.in_order(author).only("position")}
        places = {pk: place for place, pk in enumerate(before, start=1)}
        asked = {work.pk: None for work in works if work.pk in before}
        for place, pk in enumerate({**asked, **before}, start=1):
            if before[pk].position != place:
                self.filter(pk=pk).update(position=place)
            if places[pk] != place:
                before[pk].note("moved", actor, before={"place": places[pk]}, after={"place": place})


class SelectedWork(models.Model):
    """A paper, a sequence, a talk, a program: anything with a title, and where to find it."""

    #: What its author's own list shows of it.
    LISTED = ("title", "slug", "kind", "venue", "year", "position", "removed_at")

    #: What the abstract mentions, once it was rendered.
    mentions: Sequence[Mention] = ()
    #: What its viewer sees of the abstract and of what that cites, once it was painted.
    painted = ""
    references: list[Any] = []

    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="works")
    title = models.CharField(max_length=300)
    slug = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    position = models.PositiveIntegerField(default=0)
    kind = models.CharField(max_length=60, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    authors = models.CharField(max_length=1000, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    year = models.CharField(max_length=20, blank=True)
    doi = models.CharField(max_length=200, blank=True)
    arxiv = models.CharField(max_length=40, blank=True)
    pdf = models.URLField(max_length=2000, blank=True)
    code = models.URLField(max_length=2000, blank=True)
    slides = models.URLField(max_length=2000, blank=True)
    abstract = models.TextField(blank=True)
    abstract_html = models.TextField(blank=True, editable=False)
    renderer = models.PositiveIntegerField(default=0, editable=False)
    bibtex = models.TextField(blank=True)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    replies_closed = models.BooleanField("takes no more answers", default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects: ClassVar[models.Manager[SelectedWork]] = models.Manager.from_queryset(SelectedWorkQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["author", "position", "id"], name="work_in_order")]
        constraints = [web_address(name) for name in ("url", "pdf", "code", "slides")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("front:work", args=[self.slug])

    @property
    def mentioning(self) -> Mentioning:
        """What the abstract mentions, once it was rendered, and whether everyone may read that."""
        return Mentioning(self.pk, self.mentions, self.removed_at is None)

    @property
    def to_paint(self) -> Text:
        """The abstract's HTML, to be painted for a reader."""
        return Text(self.abstract_html, "work", self.slug, self.get_absolute_url())

    def render(self) -> None:
        """Set the abstract's HTML from its Markdown; raises MarkupError."""
        rendered = render(self.abstract, prefix=f"work-{self.slug}-")
        self.abstract_html, self.mentions, self.renderer = rendered.html, rendered.mentions, RENDERER

    @transaction.atomic
    def publish(self) -> None:
        """Save this work, rendered, and let the bibliography say what it says."""
        if earlier := SelectedWork.objects.select_for_update().filter(pk=self.pk).first():
            self.version = earlier.version + 1
        self.render()
        self.save()
        carry(self)
        record_many("work", [self.mentioning])

    def publish_as_new(self) -> None:
        """Save a new work under an address of its own, whoever else takes one at the same time."""
        while True:
            self.slug = free_slug(self.title, SelectedWork.objects.all(), longest=120, otherwise="work")
            try:
                with transaction.atomic():
                    return self.publish()
            except IntegrityError:
                if not SelectedWork.objects.filter(slug=self.slug).exists():
                    raise

    @transaction.atomic
    def edit(self, fields: dict[str, Any], *, actor: User | AnonymousUser, version: int) -> None:
        """Change these fields; ConflictError where the version is not the newest, unless all of it is so already."""
        current = SelectedWork.objects.select_for_update().get(pk=self.pk)
        changed = [name for name, value in fields.items() if getattr(current, name) != value]
        if not changed:
            return
        if current.version != version:
            raise ConflictError(current)
        self.refresh_from_db()
        for name, value in fields.items():
            setattr(self, name, value)
        self.publish()
        self.note(
            "edited", actor, before={"version": version}, after={"version": self.version, "changed": ", ".join(changed)}
        )

    def remove(self, *, actor: User | AnonymousUser) -> bool:
        """Take it off its author's page; it can be brought back."""
        return self.go("removed", actor, timezone.now())

    def restore(self, *, actor: User | AnonymousUser) -> bool:
        """Bring it back to where it stood."""
        return self.go("restored", actor, None)

    def close_replies(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Take no more answers on it; those that are there stay."""
        return self.take_replies("closed to answers", actor, reason, closed=True)

    def open_replies(self, *, actor: User | AnonymousUser, reason: str = "") -> bool:
        """Take answers again."""
        return self.take_replies("opened to answers", actor, reason, closed=False)

    @transaction.atomic
    def take_replies(self, verb: str, actor: User | AnonymousUser, reason: str, *, closed: bool) -> bool:
        """Be closed to answers or not, and log it; nothing happens where it is so already."""
        moved = SelectedWork.objects.filter(pk=self.pk, replies_closed=not closed).update(replies_closed=closed)
        if moved:
            self.replies_closed = closed
            self.note(verb, actor, before={"closed": not closed}, after={"closed": closed}, reason=reason)
        return bool(moved)

    @transaction.atomic
    def go(self, verb: str, actor: User | AnonymousUser, removed_at: datetime | None) -> bool:
        """Be removed or not, and log it; nothing happens where it is so already."""
        moved = SelectedWork.objects.filter(pk=self.pk, removed_at__isnull=removed_at is not None).update(
            removed_at=removed_at
        )
        if moved:
            self.removed_at = removed_at
            publish("work", [self.pk], public=removed_at is None)
            opened("work", [self.pk], public=removed_at is None)
            self.note(verb, actor, before={"removed": removed_at is None}, after={"removed": removed_at is not None})
        return bool(moved)

    def note(self, verb: str, actor: User | AnonymousUser, *, before: States, after: States, reason: str = "") -> None:
        """Log a change of this work."""
        Entry.objects.record(verb, self, actor=actor, reason=reason, before=before, after=after)


def hold_order(author: Author) -> None:
    """Let nobody else change the order of an author's works until this transaction ends."""
    Author.objects.select_for_update(no_key=True).only("pk").get(pk=author.pk)
