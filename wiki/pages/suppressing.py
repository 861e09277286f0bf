"""Taking back what an old revision gives away, and never letting it return by an undo."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db import transaction

from wiki.lib.words import WORD
from wiki.log.models import Entry
from wiki.pages.content import Content, meet
from wiki.pages.counting import relist
from wiki.pages.forgetting import forget_anchors
from wiki.pages.revisions import SUPPRESSIBLE, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from wiki.pages.models import Page


class RefusedError(Exception):
    """What was asked is not done; the message says to the asker why, and what to do."""


@transaction.atomic
def suppress(revision: Revision, parts: Collection[str], *, actor: User | AnonymousUser, reason: str) -> bool:
    """Show exactly these parts of a revision ("text", "summary", "editor") to nobody, and the others again.

    RefusedError where it is what the page says now.
    """
    page = revision.page.held()
    row = Revision.objects.select_for_update().get(pk=revision.pk)
    if parts and page.current_id == row.pk:
        raise RefusedError("This is what the page says now. Save a text without it first, then suppress this one.")
    before = row.states()
    for part in SUPPRESSIBLE:
        setattr(row, f"{part}_suppressed", part in parts)
    if before == row.states():
        return False
    row.save(update_fields=[f"{part}_suppressed" for part in SUPPRESSIBLE])
    relist([page.pk])
    forget_anchors(page)
    Entry.objects.record("suppressed", row, actor=actor, reason=reason, before=before, after=row.states())
    return True


def restored(page: Page, revision: Revision) -> Content:
    """What the page would say if it said again what it said then, under its present title; RefusedError."""
    refuse_suppressed(revision)
    now, then = page.latest.content, revision.content
    return checked(page, Content.of(now.title, then.body, {**then.head, "aliases": now.aliases}))


def undone(page: Page, revision: Revision) -> Content | None:
    """What the page would say without what this revision changed, or nothing where later ones build on it.

    RefusedError for the first revision, or where a suppressed one is needed.
    """
    before = page.revisions.filter(number=revision.number - 1).first()
    if before is None:
        raise RefusedError("This is where the page began, so there is nothing to go back to. Delete the page instead.")
    refuse_suppressed(revision, before)
    meeting = meet(revision.content, page.latest.content, before.content)
    return None if meeting.clashes else checked(page, meeting.content)


def refuse_suppressed(*revisions: Revision) -> None:
    for revision in revisions:
        if revision.text_suppressed:
            raise RefusedError(f"The text of revision {revision.number} is suppressed, and this would bring it back.")


def checked(page: Page, content: Content) -> Content:
    """The same content; RefusedError where it has words that only suppressed texts had."""
    if back := (words(content) & secrets(page)) - words(page.latest.content):
        raise RefusedError(
            f"This would bring back {len(back)} {'word' if len(back) == 1 else 'words'} of a suppressed text. "
            "Edit the page by hand instead."
        )
    return content


def secrets(page: Page) -> set[str]:
    """Words of suppressed texts that neither the text before nor the one after has, of those that are not."""
    found: set[str] = set()
    rows = page.revisions.order_by("number")
    for hidden in rows.filter(text_suppressed=True):
        seen = rows.filter(text_suppressed=False)
        around = [seen.filter(number__lt=hidden.number).last(), seen.filter(number__gt=hidden.number).first()]
        found |= words(hidden.content).difference(*(words(one.content) for one in around if one))
    return found


def words(content: Content) -> set[str]:
    """All words that stand in it."""
    return set(WORD.findall(" ".join([content.title, content.body, *map(str, content.head.values())])))
