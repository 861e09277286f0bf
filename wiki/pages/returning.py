"""A page that comes with its past: its revisions keep their numbers, times and editors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from wiki.links.keys import key
from wiki.links.models import Name
from wiki.links.naming import lead, mend
from wiki.links.recording import record
from wiki.pages.anchors import followed, names, with_old
from wiki.pages.content import Content
from wiki.pages.counting import relist
from wiki.pages.models import Page, PageSlug, Revision
from wiki.pages.saving import name, tag
from wiki.pages.slugs import looks

if TYPE_CHECKING:
    from wiki.authors.models import Author
    from wiki.markup.mentions import Mention
    from wiki.pages.saving import Hand


@dataclass(frozen=True)
class Past:
    """One revision as it was; those of `suppressed` are shown to nobody."""

    number: int
    content: Content
    editor: Author
    written_at: datetime
    summary: str = ""
    minor: bool = False
    public: bool = False
    suppressed: frozenset[str] = field(default_factory=frozenset)

    def drawn(self, page: Page) -> tuple[Revision, list[Mention]]:
        """The revision, rendered and not saved, and what it mentions; raises MarkupError."""
        hidden = {f"{part}_suppressed": True for part in self.suppressed}
        told = {"editor": self.editor, "written_at": self.written_at, "summary": self.summary, "minor": self.minor}
        revision = Revision(page=page, number=self.number, public=self.public, **told, **hidden)
        revision.says(self.content)
        return revision, revision.render()


@transaction.atomic
def give_past(page: Page, pasts: Iterable[Past], *, slug: str, hand: Hand) -> None:
    """Add revisions to a page, a new one or after those that it has; the last is what it says from then on.

    Raises NameTakenError, CarriedError or MarkupError.
    """
    before = first = page.current
    mentions: list[Mention] = []
    for past in pasts:
        if page.pk is None:
            page.title, page.key, page.slug, page.created_at = past.content.title, f"… {slug}", slug, past.written_at
            page.save()
        revision, mentions = past.drawn(page)
        revision.count(before)
        revision.save()
        page.old_anchors = followed(page.old_anchors, before.parts if before else [], revision.parts)
        before = revision
    if before is not None and before is not first:
        settle(page, first, before, mentions, slug=slug)
        page.note(
            "returned", hand.actor, before={"revision": first.number if first else 0}, after={"revision": before.number}
        )


def settle(page: Page, first: Revision | None, last: Revision, mentions: list[Mention], *, slug: str) -> None:
    """Let everything follow from what the page says now; `first` is what it said until now."""
    if page.is_published and not last.public:
        last.public = True
        last.save(update_fields=["public"])
    name(page, first, last, taking=False)
    if first is None and page.slug != slug:
        # The address that its title would have made was shown to nobody yet.
        page.slugs.all().delete()
        PageSlug.objects.create(slug=slug, looks=looks(slug), page=page, title=page.title)
        page.slug = slug
    page.number, page.current, page.changed_at, page.shipped = last.number, last, last.written_at, False
    page.save()
    tag(page, first, last)
    record("page", page.pk, mentions, public=page.is_published)
    mend(page.pk, names(with_old(last.parts, page.old_anchors)))
    relist([page.pk])


@transaction.atomic
def give_former(page: Page, titles: Iterable[str], slugs: Iterable[str]) -> None:
    """Let names and addresses that a page once had lead to it, as far as they are nobody's now."""
    former = {key(title): Name(key=key(title), label=title, kind=Name.Kind.FORMER, target=page.pk) for title in titles}
    taken = Name.objects.filter(key__in=former).values_list("key", flat=True)
    free = [one for one in former if one not in set(taken)]
    Name.objects.bulk_create(former[one] for one in free)
    lead(page.pk, free)
    for slug in slugs:
        PageSlug.objects.get_or_create(slug=slug, defaults={"looks": looks(slug), "page": page, "title": page.title})
