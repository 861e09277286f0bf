"""How a page comes to say something else: one transaction writes the revision and all that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from django.db import IntegrityError, transaction

from wiki.authors.models import AuthorTotals
from wiki.links.keys import key
from wiki.links.models import Name
from wiki.links.naming import NameTakenError, call, mend
from wiki.links.recording import record
from wiki.pages.anchors import followed, names, with_old
from wiki.pages.content import Content, Meeting, meet
from wiki.pages.revisions import Revision
from wiki.pages.slugs import PageSlug, looks, slug_for

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.authors.models import Author
    from wiki.markup.mentions import Mention
    from wiki.pages.models import Page

    #: A revision that is not saved, and what it mentions.
    Drawn = tuple[Revision, list[Mention]]

#: How often to look anew for an address where others save at the same time.
TRIES = 5


class Saved(NamedTuple):
    """What a save came to; where another had saved meanwhile, the two were merged."""

    revision: Revision
    how: Literal["saved", "merged", "unchanged"]


@dataclass
class UnsettledError(Exception):
    """Nothing was saved, since the page became another meanwhile; the writer must look first.

    `why`: both changed the same ("clash"), it could be merged, but only by words ("words"), or the page was "renamed"
    or "deleted". `meeting` is what the two come to, to be saved on top of `current`.
    """

    why: Literal["clash", "words", "renamed", "deleted"]
    current: Revision
    meeting: Meeting


@dataclass(frozen=True)
class Hand:
    """Who saves, on whose account, and what they say of it."""

    editor: Author
    actor: User | AnonymousUser
    summary: str = ""
    minor: bool = False
    #: Whether it is the manual's, which comes with the site and stands in no list.
    ships: bool = False


def drawn(page: Page, content: Content, hand: Hand) -> Drawn:
    """A revision that says this, rendered and not saved, and what it mentions; raises MarkupError."""
    revision = Revision(page=page, editor=hand.editor, summary=hand.summary, minor=hand.minor)
    revision.says(content)
    return revision, revision.render()


def revised(page: Page, content: Content, *, base: int, hand: Hand, taking: bool = False) -> Saved:
    """Let the page say this, which was begun on its revision `base`.

    Raises UnsettledError, NameTakenError, CarriedError or MarkupError, and then nothing has changed.
    """
    content = content.tidied()
    for _ in range(TRIES):
        try:
            return written(page, content, drawn(page, content, hand), base=base, hand=hand, taking=taking)
        except IntegrityError as error:
            # Another page took its address, or its key of the bibliography, in the moment since we looked.
            raced = error
    raise raced


def written(page: Page, content: Content, made: Drawn, *, base: int, hand: Hand, taking: bool) -> Saved:
    """Write what was drawn, or, where another saved meanwhile, both changes in one."""
    revision, mentions = made
    with transaction.atomic():
        page.refresh_from_db(from_queryset=type(page).objects.select_for_update(no_key=True))
        current = page.latest
        if page.deleted_at:
            raise UnsettledError("deleted", current, Meeting(content))
        if content == current.content:
            return Saved(current, "unchanged")
        if base != current.number:
            content = settled(page, base, content)
            if content == current.content:
                return Saved(current, "unchanged")
            revision, mentions = drawn(page, content, hand)
        store(page, revision, mentions, taking=taking, ships=hand.ships)
        page.note("revised", hand.actor, before={"revision": current.number}, after={"revision": revision.number})
    return Saved(revision, "saved" if base == current.number else "merged")


def settled(page: Page, base: int, mine: Content) -> Content:
    """My change and theirs in one, where that needs nobody's eyes; else UnsettledError."""
    begun = page.revisions.filter(number=base).first()
    current = page.latest
    was, theirs = (begun.content if begun else Content("")), current.content
    meeting = meet(was, mine, theirs)
    if meeting.clashes:
        raise UnsettledError("clash", current, meeting)
    if was.title != theirs.title:
        raise UnsettledError("renamed", current, meeting)
    if meeting.by_words and meeting.content.body != theirs.body:
        raise UnsettledError("words", current, meeting)
    return meeting.content


def store(
    page: Page, revision: Revision, mentions: list[Mention], *, taking: bool = False, ships: bool = False
) -> None:
    """Write the revision as the page's latest, with everything that follows; the page's row is held or new."""
    before = page.current
    was_shipped, page.shipped = page.shipped, ships
    revision.number = page.number + 1
    revision.public = page.is_published
    revision.listed = revision.public and not was_shipped and not ships
    revision.count(before)
    revision.save()
    parts = revision.parts
    page.old_anchors = followed(page.old_anchors, before.parts if before else [], parts)
    renamed = name(page, before, revision, taking=taking)
    page.number, page.current, page.changed_at = revision.number, revision, revision.written_at
    page.save()
    tag(page, before, revision)
    record("page", page.pk, [] if ships else mentions, public=page.is_published)
    if renamed or before is None or before.outline != revision.outline:
        mend(page.pk, names(with_old(parts, page.old_anchors)))
    if was_shipped and not ships:
        page.follow()
    elif revision.listed:
        AuthorTotals.add_edits(revision.editor_id, 1)


class CarriedError(Exception):
    """Another page is about this key of the bibliography already."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.title)
        self.page = page


def name(page: Page, before: Revision | None, revision: Revision, *, taking: bool) -> bool:
    """Let the page be called what its revision says, at an address of its own; says whether any name changed."""
    said, content = before.content if before else Content(""), revision.content
    page.cite_key = key(content.cite_key)
    other = type(page).objects.filter(cite_key=page.cite_key).exclude(pk=page.pk).first() if page.cite_key else None
    if other:
        raise CarriedError(other)
    if (said.title, said.aliases) == (content.title, content.aliases):
        return False
    call(page.pk, content.title, content.aliases, taking=taking)
    page.title = content.title
    if page.key != key(content.title) or before is None:
        page.key, page.slug = key(content.title), slug_for(content.title, page.pk)
        rows = {"looks": looks(page.slug), "page": page, "title": content.title}
        PageSlug.objects.get_or_create(slug=page.slug, defaults=rows)
    return True


def tag(page: Page, before: Revision | None, revision: Revision) -> None:
    """Lay out the tags for looking up."""
    was, now = (before.content.tags if before else ()), revision.content.tags
    if was != now:
        page.tags.all().delete()
        page.tags.bulk_create(page.tags.model(page=page, key=key(label), label=label) for label in now)


def begun(page: Page, content: Content, *, hand: Hand, taking: bool = False) -> Page:
    """Write a new page, whose state is set, with its first revision, whoever else makes one at the same time.

    Raises NameTakenError, CarriedError or MarkupError, and then nothing has changed.
    """
    content = content.tidied()
    revision, mentions = drawn(page, content, hand)
    page.title, page.key = content.title, key(content.title)
    for _ in range(TRIES):
        # What an attempt that failed had set must not stand in the way of the next.
        page.pk, page.number, page.current, page.cite_key = None, 0, None, ""
        try:
            with transaction.atomic():
                if taken := Name.objects.filter(key=page.key).exclude(kind=Name.Kind.FORMER if taking else "").first():
                    raise NameTakenError(taken)
                page.slug = slug_for(content.title, None)
                page.save()
                revision.page, revision.pk = page, None
                store(page, revision, mentions, taking=taking, ships=hand.ships)
                page.note("begun", hand.actor, before={}, after={"revision": 1})
                return page
        except IntegrityError as error:
            # Another page took its address, its name or its key in the moment since we looked.
            raced = error
    raise raced
