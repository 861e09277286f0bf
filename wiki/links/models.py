"""Names of pages, and what refers to what. A name points to a page and never to a name, so no redirect can loop."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from wiki.lib.paging import Order
from wiki.links.keys import LONGEST, KeyField

LONGEST_PART = 300


class NameQuerySet(models.QuerySet["Name"]):
    def targets(self, keys: set[str]) -> dict[str, int]:
        """The page that each of these keys names, of those that name one; one query."""
        return dict(self.filter(key__in=keys).values_list("key", "target")) if keys else {}


class Name(models.Model):
    """What a page is called, was called, or answers to; the page is a plain number, since this room knows no pages."""

    class Kind(models.TextChoices):
        TITLE = "title"
        ALIAS = "alias"
        FORMER = "former"

    key = KeyField(unique=True)
    label = models.CharField(max_length=LONGEST)
    kind = models.CharField(max_length=6, choices=Kind.choices)
    target = models.BigIntegerField(db_index=True)

    objects: ClassVar[models.Manager[Name]] = models.Manager.from_queryset(NameQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["title", "alias", "former"]), name="name_kind_is_known"),
            models.CheckConstraint(condition=~Q(key=""), name="name_has_a_key"),
            models.UniqueConstraint(fields=["target"], condition=Q(kind="title"), name="one_title_a_page"),
        ]

    def __str__(self) -> str:
        return self.label


class ReferenceQuerySet(models.QuerySet["Reference"]):
    def of(self, kind: str, source: int) -> Self:
        """What this text refers to."""
        return self.filter(source_kind=kind, source=source)

    def public(self) -> Self:
        """References in texts that everyone may read."""
        return self.filter(public=True)

    def linking(self) -> Self:
        """Links and citations, not embeds."""
        # SQLite finds no index for `NOT embed`, which is how Django writes that it is false.
        return self.filter(embed__in=[False])

    def embedding(self) -> Self:
        """Embeds alone."""
        return self.filter(embed__in=[True])

    def to_page(self, page: int) -> Self:
        """References to a page by any of its names."""
        return self.filter(target=page)

    def to(self, kind: str, key: str) -> Self:
        """References to something that has one name only: a comment, a work, a key of the bibliography."""
        return self.filter(kind=kind, wanted=key)


class Reference(models.Model):
    """One link, embed or citation: in which text, to what, and in which sentence."""

    NEWEST_FIRST = Order(("id",), "id", falling=True)

    class Kind(models.TextChoices):
        PAGE = "page"
        COMMENT = "comment"
        WORK = "work"
        CITE = "cite"

    #: The kind of text that it stands in (a name of `lib.kinds`), and that text's number.
    source_kind = models.CharField(max_length=12)
    source = models.BigIntegerField()
    kind = models.CharField(max_length=7, choices=Kind.choices)
    wanted = KeyField()
    #: The title as it was written, for whoever may make that page.
    label = models.CharField(max_length=LONGEST, blank=True)
    #: The page that bears the wanted name, if there is one.
    target = models.BigIntegerField(null=True)
    part = models.CharField(max_length=LONGEST_PART, blank=True)
    embed = models.BooleanField(default=False)
    sentence = models.CharField(max_length=300, blank=True)
    path = models.CharField(max_length=300, blank=True)
    #: Whether everyone may read the text that it stands in.
    public = models.BooleanField(default=False)
    #: Whether its page has no such part.
    broken = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Reference]] = models.Manager.from_queryset(ReferenceQuerySet)()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["page", "comment", "work", "cite"]), name="reference_kind_is_known"
            ),
            models.CheckConstraint(condition=~Q(wanted=""), name="reference_wants_something"),
        ]
        indexes = [
            models.Index(fields=["source_kind", "source"], name="references_of_source"),
            models.Index(fields=["target", "embed", "-id"], name="references_to_page"),
            models.Index(fields=["target", "embed", "-id"], condition=Q(public=True), name="public_references_to_page"),
            models.Index(fields=["kind", "wanted", "embed", "-id"], name="references_to_key"),
            models.Index(
                fields=["kind", "wanted", "embed", "-id"], condition=Q(public=True), name="public_references_to_key"
            ),
            models.Index(fields=["target", "part"], condition=~Q(part=""), name="references_to_part"),
            models.Index(fields=["-id"], condition=Q(broken=True), name="broken_references"),
        ]

    def __str__(self) -> str:
        return f"{self.source_kind} {self.source} to {self.kind} {self.wanted}"
