"""Selected work: what the author would like to be read first."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models

from wiki.authors.models import Author
from wiki.lib.addresses import web_address
from wiki.markup.rendering import RENDERER, render


class SelectedWorkQuerySet(models.QuerySet["SelectedWork"]):
    def for_profile(self, author: Author) -> Self:
        """An author's works in the order they chose."""
        return (
            self.filter(author=author).order_by("position", "pk").defer("abstract", "renderer", "source_hash", "extra")
        )

    def stale(self) -> Self:
        """Rows whose HTML an older renderer made."""
        return self.exclude(renderer=RENDERER)


class SelectedWork(models.Model):
    """A paper, a sequence, a talk, a program: anything with a title, and where to find it."""

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
    source_hash = models.CharField(max_length=64, blank=True, editable=False)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    objects: ClassVar[models.Manager[SelectedWork]] = models.Manager.from_queryset(SelectedWorkQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["author", "position", "id"], name="work_in_order")]
        constraints = [web_address(name) for name in ("url", "pdf", "code", "slides")]

    def __str__(self) -> str:
        return self.title

    def render(self) -> None:
        """Set the abstract's HTML from its Markdown; raises MarkupError."""
        self.abstract_html = render(self.abstract, prefix=f"work-{self.slug}-").html
        self.renderer = RENDERER

    def publish(self) -> None:
        """Save this work, rendered."""
        self.render()
        self.save()
