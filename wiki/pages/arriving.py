"""Many new pages at once, as an import brings them: what `begun` does for one, in a few statements for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from wiki.authors.models import AuthorTotals
from wiki.links.keys import key
from wiki.links.naming import call_new, mend_new
from wiki.links.recording import Mentioning, record_new, refuse_many
from wiki.log.models import Entry
from wiki.pages.anchors import names, with_old
from wiki.pages.content import Content
from wiki.pages.models import Page, PageSlug, Revision, State, Tag
from wiki.pages.saving import Hand, drawn
from wiki.pages.slugs import looks, slugs_for

if TYPE_CHECKING:
    from wiki.markup.mentions import Mention


class Arrival(NamedTuple):
    """A page that is to be, its first revision, and what that mentions."""

    page: Page
    revision: Revision
    mentions: list[Mention]


def arrival(content: Content, *, state: State, hand: Hand, **columns: Any) -> Arrival:
    """A page that says this, not saved; raises MarkupError."""
    content = content.tidied()
    now = timezone.now() if state == State.PUBLISHED else None
    page = Page(
        title=content.title,
        key=key(content.title),
        cite_key=key(content.cite_key),
        state=state,
        published_at=now,
        number=1,
        **columns,
    )
    revision, mentions = drawn(page, content, hand)
    refuse_many(mentions)
    revision.number, revision.public, revision.listed = 1, page.is_published, page.is_published
    revision.count(None)
    return Arrival(page, revision, mentions)


@transaction.atomic
def arrive(arrivals: Sequence[Arrival], *, hand: Hand) -> None:
    """Write these pages; no page, here or among them, may have a name of another."""
    pages, revisions = [one.page for one in arrivals], [one.revision for one in arrivals]
    for page, slug in zip(pages, slugs_for([page.title for page in pages]), strict=True):
        page.slug = slug
    Page.objects.bulk_create(pages)
    for one in arrivals:
        one.revision.page = one.page
    Revision.objects.bulk_create(revisions)
    first = Revision.objects.filter(page=OuterRef("pk")).values("pk")[:1]
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(current=Subquery(first))
    lay_out(arrivals)
    call_new({one.page.pk: [one.page.title, *one.revision.content.aliases] for one in arrivals})
    record_new("page", [Mentioning(one.page.pk, one.mentions, one.page.is_published) for one in arrivals])
    mend_new({one.page.pk: names(with_old(one.revision.parts, {})) for one in arrivals})
    if shown := sum(revision.listed for revision in revisions):
        AuthorTotals.add_edits(hand.editor.pk, shown)
    Entry.objects.record_all("begun", pages, actor=hand.actor, before={}, after={"revision": 1})


def lay_out(arrivals: Sequence[Arrival]) -> None:
    """Write the pages' addresses and tags for looking up."""
    PageSlug.objects.bulk_create(
        PageSlug(slug=page.slug, looks=looks(page.slug), page=page, title=page.title) for page, _, _ in arrivals
    )
    Tag.objects.bulk_create(
        Tag(page=page, key=key(label), label=label) for page, revision, _ in arrivals for label in revision.content.tags
    )
