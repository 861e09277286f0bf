"""Whom the site is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from wiki.authors.totals import AuthorTotals
from wiki.lib.addresses import web_address
from wiki.lib.conflicts import ConflictError
from wiki.lib.looks import looks_of_name
from wiki.lib.slugs import free_slug
from wiki.links.painting import Text
from wiki.links.recording import Mentioning, record_many
from wiki.log.models import Entry, States
from wiki.markup.rendering import RENDERER, render
from wiki.media.models import Image

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from wiki.markup.mentions import Mention

__all__ = ["Author", "AuthorTotals", "BioVersion", "Link"]

LONGEST_LOOKS = 200
#: The slug of whoever wrote the manual, which comes with the site: nobody with a page of their own.
MANUAL = "commonplace-manual"


class AuthorQuerySet(models.QuerySet["Author"]):
    def people(self) -> Self:
        """All who are somebody: not whoever wrote the manual, nor those who left."""
        return self.exclude(slug=MANUAL).filter(left_at=None)

    def for_profile(self) -> Self:
        """Authors with what the head of their page shows, in one query."""
        return self.select_related("totals", "photo").defer("bio", "renderer", "source_hash", "extra")

    def primary(self) -> Author | None:
        """The one author whom the site is about, or none yet."""
        return self.filter(primary=True).alone()

    def alone(self) -> Author | None:
        """The only row, or none; unlike `first`, this sorts nothing."""
        return next(iter(self[:1]), None)

    def stale(self) -> Self:
        """Rows whose HTML an older renderer made."""
        return self.exclude(renderer=RENDERER)

    def known_as(self, looks: str) -> Self:
        """Listed authors whose names look so."""
        return self.filter(listed=True, looks=looks)

    def mark_doubles(self, looks: Collection[str]) -> None:
        """Of all whose names look so, mark those who are taken for a listed author and are none."""
        taken = set(self.filter(listed=True, looks__in=looks).values_list("looks", flat=True))
        double = Q(listed=False, looks__in=taken)
        self.filter(double, double=False).update(double=True)
        self.filter(~double, looks__in=looks, double=True).update(double=False)

    def begin(self, user: User, fields: dict[str, Any], links: list[Link]) -> Author:
        """Make the primary author, who is this user; ConflictError where there is one already."""
        slug = free_slug(fields["name"], self, longest=80, otherwise="author")
        author = Author(user=user, primary=True, slug=slug, **fields)
        try:
            with transaction.atomic():
                author.publish(links)
                Entry.objects.record("begun", author, actor=user, after={"version": author.version})
        except IntegrityError:
            raise ConflictError(self.filter(user=user).alone() or self.primary()) from None
        return author


class Author(models.Model):
    """A person who writes here; the primary one has the site's first page."""

    #: What the biography mentions, once it was rendered.
    mentions: Sequence[Mention] = ()
    #: What its viewer sees of the biography and of what that cites, once it was painted.
    painted = ""
    references: list[Any] = []

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="author"
    )
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    pronouns = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    email_public = models.BooleanField(default=False)
    orcid = models.CharField(max_length=19, blank=True)
    bio = models.TextField(blank=True)
    bio_html = models.TextField(blank=True, editable=False)
    renderer = models.PositiveIntegerField(default=0, editable=False)
    previously = models.JSONField(default=list, blank=True)
    photo = models.ForeignKey(Image, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    listed = models.BooleanField(default=True)
    #: What the name looks like, and whether that is how a listed author's looks, whom this one is not.
    looks = models.CharField(max_length=LONGEST_LOOKS, blank=True, db_index=True, editable=False)
    double = models.BooleanField(default=False, editable=False)
    primary = models.BooleanField(default=False)
    #: When somebody left who deleted their account: what they let stand stands under no name, and has no page.
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects: ClassVar[models.Manager[Author]] = models.Manager.from_queryset(AuthorQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["primary"], condition=Q(primary=True), name="one_primary_author"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *, update_fields: Iterable[str] | None = None, **told: Any) -> None:
        """With what the name looks like, wherever the name is saved."""
        if update_fields is None or "name" in update_fields:
            self.looks = self.seen_as()
            update_fields = update_fields and [*update_fields, "looks"]
        super().save(update_fields=update_fields, **told)

    def get_absolute_url(self) -> str:
        return reverse("front:profile") if self.primary else reverse("front:profile", args=[self.slug])

    @property
    def by_line(self) -> str:
        """The name where words alone say who it is: of who could be taken for an author it says that they are none."""
        return f"{self.name} (not the author)" if self.double and not self.listed else self.name

    @property
    def mentioning(self) -> Mentioning:
        """What the biography mentions, once it was rendered; everyone may read it."""
        return Mentioning(self.pk, self.mentions, public=True)

    @property
    def to_paint(self) -> Text:
        """The biography's HTML, to be painted for a reader."""
        return Text(self.bio_html, "author", self.pk, self.get_absolute_url())

    def seen_as(self) -> str:
        """What the name looks like."""
        return looks_of_name(self.name)[:LONGEST_LOOKS]

    def render(self) -> None:
        """Set the bio's HTML from its Markdown; raises MarkupError."""
        rendered = render(self.bio, prefix=f"bio-{self.slug}-")
        self.bio_html, self.mentions, self.renderer = rendered.html, rendered.mentions, RENDERER

    @transaction.atomic
    def publish(self, links: list[Link]) -> None:
        """Save this author, rendered, with exactly these links in this order and totals beside; keep an earlier bio."""
        earlier = Author.objects.select_for_update().filter(pk=self.pk).alone()
        if earlier:
            self.version = earlier.version + 1
            if earlier.bio != self.bio:
                earlier.as_bio_version().save()
        self.render()
        self.save()
        if not earlier or (earlier.name, earlier.listed) != (self.name, self.listed):
            Author.objects.mark_doubles({self.looks, earlier.looks if earlier else self.looks})
        record_many("author", [self.mentioning])
        AuthorTotals.objects.get_or_create(author=self)
        self.links.all().delete()
        for position, link in enumerate(links):
            link.author, link.position = self, position
        Link.objects.bulk_create(links)

    @transaction.atomic
    def edit(self, fields: dict[str, Any], links: list[Link], *, actor: User | AnonymousUser, version: int) -> None:
        """Change these fields and the links of an author; ConflictError where the version is not the newest.

        Nothing is changed, and nobody is in the way, where all of it is so already.
        """
        current = Author.objects.select_for_update().get(pk=self.pk)
        changed = [name for name, value in fields.items() if getattr(current, name) != value]
        if [link.told for link in links] != [link.told for link in current.links.all()]:
            changed.append("links")
        if not changed:
            return
        if current.version != version:
            raise ConflictError(current)
        self.refresh_from_db()
        for name, value in fields.items():
            setattr(self, name, value)
        self.publish(links)
        after: States = {"version": self.version, "changed": ", ".join(changed)}
        Entry.objects.record("edited", self, actor=actor, before={"version": version}, after=after)

    @transaction.atomic
    def show_photo(self, photo: Image | None, *, actor: User | AnonymousUser) -> None:
        """Show this picture, or none, at the head of the page; it is no part of the text and makes no new version."""
        before = Author.objects.select_for_update().values_list("photo_id", flat=True).get(pk=self.pk)
        after = photo.pk if photo else None
        if before != after:
            self.photo = photo
            self.save(update_fields=["photo"])
            Entry.objects.record("photo changed", self, actor=actor, before={"photo": before}, after={"photo": after})

    def as_bio_version(self) -> BioVersion:
        """The biography as it is now, as an earlier version of what it will be; not saved."""
        return BioVersion(author=self, number=self.version, body=self.bio)


class Link(models.Model):
    """A line under "See:"; words, and an address where there is one."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="links")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=300)
    url = models.URLField(max_length=2000, blank=True)
    own = models.BooleanField("the author's own account elsewhere (rel=me)", default=False)

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["author", "position", "id"], name="link_in_order")]
        constraints = [web_address("url")]

    def __str__(self) -> str:
        return self.title

    @property
    def told(self) -> tuple[str, str, bool]:
        """All that a reader can know of it."""
        return self.title, self.url, self.own


class BioVersion(models.Model):
    """What a biography said before it was edited."""

    author = models.ForeignKey(Author, on_delete=models.CASCADE, related_name="bio_versions")
    number = models.PositiveIntegerField()
    body = models.TextField(blank=True)
    replaced_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "number"], name="one_bio_a_version")]

    def __str__(self) -> str:
        return f"Biography {self.number}"
