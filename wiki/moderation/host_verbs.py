"""What is decided about the discussion of a page or a work: whether it takes answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from wiki.moderation.verbs import Hand, Thing, Verb
from wiki.pages.models import Page
from wiki.works.models import SelectedWork

if TYPE_CHECKING:
    from wiki.log.models import States


def hold_pages(keys: Collection[int]) -> dict[int, Page]:
    """These pages."""
    return {row.pk: row for row in Page.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")}


def hold_works(keys: Collection[int]) -> dict[int, SelectedWork]:
    """These works."""
    rows = SelectedWork.objects.select_for_update(no_key=True).filter(pk__in=keys)
    return {row.pk: row for row in rows.order_by("pk")}


def states(host: Page | SelectedWork) -> States:
    """Whether it takes answers."""
    return {"closed": host.replies_closed}


def back(host: Page | SelectedWork, before: Any, hand: Hand) -> None:
    """Let it take answers, or not, as before."""
    (close if before["closed"] else open_)(host, None, hand)


def close(host: Page | SelectedWork, _seen: None, hand: Hand) -> bool:
    """Let it take no more answers."""
    return host.close_replies(actor=hand.actor, reason=hand.reason)


def open_(host: Page | SelectedWork, _seen: None, hand: Hand) -> bool:
    """Let it take answers again."""
    return host.open_replies(actor=hand.actor, reason=hand.reason)


PAGES = Thing(Page._meta.label_lower, hold_pages, states, back)
WORKS = Thing(SelectedWork._meta.label_lower, hold_works, states, back)
VERBS = tuple(
    verb
    for name, thing in (("page", PAGES), ("work", WORKS))
    for verb in (
        Verb(
            f"close_{name}",
            f"Lock the discussion of the {name}",
            "locked",
            f"Nobody can say anything more on this {name}; what was said stays.",
            reason="required",
            kind=thing.kind,
            deed=close,
        ),
        Verb(
            f"open_{name}",
            f"Unlock the discussion of the {name}",
            "unlocked",
            f"Readers can answer on this {name} again.",
            reason="if you like",
            kind=thing.kind,
            deed=open_,
        ),
    )
)
