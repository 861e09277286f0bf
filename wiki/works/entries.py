"""The bibliography: what the site's texts can cite."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from wiki.lib.addresses import web_address
from wiki.lib.conflicts import ConflictError
from wiki.lib.paging import Order
from wiki.links.keys import LONGEST, KeyField
from wiki.links.keys import key as folded
from wiki.log import models as log
from wiki.works.facts import columns
from wiki.works.people import Person
from wiki.works.style import listed
from wiki.works.writing import written

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

#: How many entries complete what somebody types.
OFFERED = 20


class EntryQuerySet(models.QuerySet["Entry"]):
    def shown(self) -> Self:
        """Entries that may be cited: not removed, nor those of a work that was taken off its author's page."""
        return self.filter(removed_at=None, work__removed_at=None)

    def keyed(self, keys: set[str]) -> Self:
        """Entries with these folded keys, as a list shows them."""
        return self.filter(folded__in=keys).listed()

    def listed(self) -> Self:
        """What a list shows of entries, and of the works that they are about; one query."""
        return self.select_related("work__author").only(*Entry.LISTED)

    def searched(self, text: str) -> Self:
        """Entries in which each of these words stands: in the key, or in what a reference would say."""
        return self.filter(*(Q(words__contains=word) for word in folded(text).split()))

    def matching(self, text: str) -> Self:
        """The first entries to offer to somebody who types this, by their keys."""
        return self.shown().searched(text).order_by("folded")[:OFFERED]


class Entry(models.Model):
    """One thing that can be cited. A selected work has one of its own, which the work's verbs keep."""

    #: What lists show of it.
    LISTED = (
        *("key", "folded", "authors", "title", "venue", "publisher", "year", "volume", "number", "pages", "doi", "url"),
        *(
            "removed_at",
            "work__title",
            "work__slug",
            "work__author__name",
            "work__author__slug",
            "work__author__primary",
        ),
    )
    NEWEST_FIRST = Order(("id",), "id", falling=True)

    key = models.CharField(max_length=LONGEST)
    folded = KeyField(unique=True)
    bibtex = models.TextField(blank=True)
    kind = models.CharField(max_length=60)
    authors = models.JSONField(default=list, blank=True)
    title = models.CharField(max_length=1000, blank=True)
    venue = models.CharField(max_length=500, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    year = models.CharField(max_length=20, blank=True)
    volume = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=60, blank=True)
    pages = models.CharField(max_length=60, blank=True)
    doi = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=2000, blank=True)
    #: What it is found by, folded.
    words = models.TextField(blank=True, editable=False)
    work = models.OneToOneField(
        "works.SelectedWork", on_delete=models.CASCADE, null=True, blank=True, related_name="entry"
    )
    added_at = models.DateTimeField(default=timezone.now)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[models.Manager[Entry]] = models.Manager.from_queryset(EntryQuerySet)()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            web_address("url"),
            models.CheckConstraint(condition=~Q(folded=""), name="works_entry_has_a_key"),
            models.CheckConstraint(
                condition=Q(work=None) | Q(removed_at=None), name="works_entry_of_a_work_goes_with_it"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def people(self) -> list[Person]:
        """Whose it is: a work that names nobody is its author's."""
        if self.authors or self.work is None:
            return list(self.authors)
        return [Person(literal=self.work.author.name)]

    @property
    def names(self) -> str:
        """Everybody whom a list names."""
        return listed(self.people)

    def as_bibtex(self) -> str:
        """Its BibTeX as it was given, or else made from what is known of it."""
        return self.bibtex or written(self)

    def say(self, key: str, bibtex: str, facts: dict[str, Any]) -> None:
        """Take what BibTeX says; nothing is saved."""
        for name, value in columns(key, bibtex, facts).items():
            setattr(self, name, value)

    @transaction.atomic
    def edit(self, key: str, bibtex: str, facts: dict[str, Any], *, actor: User | AnonymousUser, version: int) -> None:
        """Say something else; ConflictError where the version is not the newest, unless all of it is so already."""
        current = Entry.objects.select_for_update().get(pk=self.pk, work=None)
        if current.bibtex == bibtex:
            return
        if current.version != version:
            raise ConflictError(current)
        self.refresh_from_db()
        self.say(key, bibtex, facts)
        self.renew(actor=actor)

    @transaction.atomic
    def renew(self, *, actor: User | AnonymousUser) -> None:
        """Save what it says now as its next version; one that was removed is there again."""
        verb, self.removed_at = ("restored" if self.removed_at else "edited"), None
        self.version += 1
        self.save()
        self.note(verb, actor, before={"version": self.version - 1}, after={"version": self.version})

    def remove(self, *, actor: User | AnonymousUser) -> bool:
        """Take it out of the bibliography; it can be brought back."""
        return self.go("removed", actor, timezone.now())

    def restore(self, *, actor: User | AnonymousUser) -> bool:
        """Bring it back."""
        return self.go("restored", actor, None)

    @transaction.atomic
    def go(self, verb: str, actor: User | AnonymousUser, removed_at: datetime | None) -> bool:
        """Be removed or not, and log it; nothing happens where it is so already, or to a work's own entry."""
        rows = Entry.objects.filter(pk=self.pk, work=None, removed_at__isnull=removed_at is not None)
        moved = rows.update(removed_at=removed_at)
        if moved:
            self.removed_at = removed_at
            self.note(verb, actor, before={"removed": removed_at is None}, after={"removed": removed_at is not None})
        return bool(moved)

    def note(self, verb: str, actor: User | AnonymousUser | None, *, before: log.States, after: log.States) -> None:
        """Log a change of this entry."""
        log.Entry.objects.record(verb, self, actor=actor, before=before, after=after)
