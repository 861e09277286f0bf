"""What a page has said, one revision a save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from wiki.authors.models import Author
from wiki.lib.diffs import Counts, counts
from wiki.lib.paging import Order
from wiki.links.keys import LONGEST
from wiki.links.recording import Mentioning
from wiki.markup.parts import Part
from wiki.markup.rendering import RENDERER, render
from wiki.pages.content import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wiki.markup.mentions import Mention

#: The HTML level of a page's highest headings, below its title.
TOP = 2


class RevisionQuerySet(models.QuerySet["Revision"]):
    def listed(self) -> Self:
        """Those that everyone is told of: of pages that everyone may read, and no part of them suppressed."""
        return self.filter(listed=True)

    def open_to(self, *, writes: bool) -> Self:
        """Those whose text somebody may read who may read the page: strangers only what was once published."""
        return self if writes else self.filter(public=True)

    def stale(self) -> Self:
        """Rows whose HTML an older renderer made."""
        return self.exclude(renderer=RENDERER)


class Revision(models.Model):
    """One text of a page, never changed; what of it is suppressed is shown to nobody."""

    NEWEST_FIRST = Order(("id",), "id", falling=True)
    #: What a list of revisions shows.
    LISTED = (
        *("page", "number", "title", "summary", "minor", "editor", "written_at", "added", "removed", "public"),
        *("text_suppressed", "summary_suppressed", "editor_suppressed"),
    )

    #: What the text mentions, once it was rendered.
    mentions: Sequence[Mention] = ()

    page = models.ForeignKey("pages.Page", on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=LONGEST)
    body = models.TextField(blank=True)
    head = models.JSONField(default=dict, blank=True)
    html = models.TextField(blank=True, editable=False)
    outline = models.JSONField(default=list, blank=True, editable=False)
    renderer = models.PositiveIntegerField(default=0, editable=False)
    summary = models.CharField(max_length=300, blank=True)
    minor = models.BooleanField(default=False)
    editor = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="revisions")
    written_at = models.DateTimeField(default=timezone.now)
    added = models.PositiveIntegerField(default=0, editable=False)
    removed = models.PositiveIntegerField(default=0, editable=False)
    #: Whether it was once the text of a published page, so that who reads the page may read it.
    public = models.BooleanField(default=False)
    #: Whether it stands in everyone's lists; kept in step by `wiki.pages.counting`.
    listed = models.BooleanField(default=False, editable=False)
    text_suppressed = models.BooleanField(default=False, editable=False)
    summary_suppressed = models.BooleanField(default=False, editable=False)
    editor_suppressed = models.BooleanField(default=False, editable=False)

    objects: ClassVar[models.Manager[Revision]] = models.Manager.from_queryset(RevisionQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_revision_a_number"),
            models.CheckConstraint(condition=Q(number__gt=0), name="revision_has_a_number"),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(listed=True), name="revisions_listed"),
            models.Index(fields=["editor", "-id"], condition=Q(listed=True), name="revisions_of_editor"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id}@{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("pages:revision", args=[self.page.slug, self.number])

    @property
    def content(self) -> Content:
        """All that it says."""
        return Content.of(self.title, self.body, self.head)

    @property
    def parts(self) -> list[Part]:
        """Its headings and named blocks, and where each stands in its HTML."""
        return [Part(*part) for part in self.outline]

    def says(self, content: Content) -> None:
        """Set what it says."""
        self.title, self.body, self.head = content.title, content.body, content.head

    def render(self) -> list[Mention]:
        """Set the HTML and its parts from the Markdown, and say what it mentions; raises MarkupError."""
        rendered = render(self.body, prefix="", top=TOP)
        self.html, self.outline, self.renderer = rendered.html, [list(part) for part in rendered.parts], RENDERER
        self.mentions = rendered.mentions
        return rendered.mentions

    @property
    def mentioning(self) -> Mentioning | None:
        """What the page mentions, once this was rendered, if this is what it says now; the manual leads to no list."""
        page = self.page
        is_told = page.number == self.number and not page.shipped
        return Mentioning(page.pk, self.mentions, page.is_published) if is_told else None

    def count(self, before: Revision | None) -> None:
        """Set how many words it adds to the revision before it, and takes away."""
        told: Counts = counts(before.body if before else "", self.body)
        self.added, self.removed = told.added, told.removed

    def states(self) -> dict[str, Any]:
        """What of it is suppressed, for the log."""
        return {part: getattr(self, f"{part}_suppressed") for part in SUPPRESSIBLE}


SUPPRESSIBLE = ("text", "summary", "editor")
