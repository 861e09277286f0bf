"""Whom the site is about."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from wiki.lib.addresses import web_address
from wiki.markup.rendering import RENDERER, render


class AuthorQuerySet(models.QuerySet["Author"]):
    def for_profile(self) -> Self:
        """Authors with what the head of their page shows, in one query."""
        return self.select_related("totals").defer("bio", "renderer", "source_hash", "extra")

    def primary(self) -> Author | None:
        """The one author whom the site is about, or none yet."""
        return self.filter(primary=True).alone()

    def alone(self) -> Author | None:
        """The only row, or none; unlike `first`, this sorts nothing."""
        return next(iter(self[:1]), None)

    def stale(self) -> Self:
        """Rows whose HTML an older renderer made."""
        return self.exclude(renderer=RENDERER)


class Author(models.Model):
    """A person who writes here; the primary one has the site's first page."""

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
    listed = models.BooleanField(default=True)
    primary = models.BooleanField(default=False)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects: ClassVar[models.Manager[Author]] = models.Manager.from_queryset(AuthorQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["primary"], condition=Q(primary=True), name="one_primary_author"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("front:profile") if self.primary else reverse("front:profile", args=[self.slug])

    def render(self) -> None:
        """Set the bio's HTML from its Markdown; raises MarkupError."""
        self.bio_html = render(self.bio, prefix=f"bio-{self.slug}-").html
        self.renderer = RENDERER

    @transaction.atomic
    def publish(self, links: list[Link]) -> None:
        """Save this author, rendered, with exactly these links in this order, and totals beside them."""
        self.render()
        self.save()
        AuthorTotals.objects.get_or_create(author=self)
        self.links.all().delete()
        for position, link in enumerate(links):
            link.author, link.position = self, position
        Link.objects.bulk_create(links)


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


class AuthorTotals(models.Model):
    """Counts of an author's published rows, kept in step by the verbs that change them."""

    author = models.OneToOneField(Author, on_delete=models.CASCADE, related_name="totals", primary_key=True)
    comments = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "author totals"

    def __str__(self) -> str:
        return f"{self.comments} comments"

    @classmethod
    def add_comments(cls, author_id: int, count: int) -> None:
        """Count so many more published comments, inside the transaction that publishes them."""
        cls.objects.filter(author_id=author_id).update(comments=F("comments") + count)
