"""What a writer may mean who has begun to type a link or a citation: only what they may read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wiki.authors.access import may_write
from wiki.links.keys import key, refusal
from wiki.links.models import Name
from wiki.pages.models import Page, PageQuerySet
from wiki.works.entries import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wiki.lib.kinds import Viewer

MOST = 20
#: Sorts behind every key that begins with what stands before it.
LAST = "\U0010ffff"
_WORK = re.compile(r"work:(.*)", re.DOTALL)
_MARKS = re.compile(r"[\[\]|#^]+")


class Offer(NamedTuple):
    """Something that may be meant: what to call it, a word about it, and what stands between the brackets."""

    kind: str
    label: str
    note: str
    insert: str
    address: str = ""


def links(text: str, viewer: Viewer) -> list[Offer]:
    """What `[[` with this behind it may become: works, headings of a page, titles and aliases, a new page last."""
    if work := _WORK.match(text):
        return works(work[1].strip())
    found = [*headings(text, viewer), *pages(text, viewer)][:MOST]
    is_there = any(offer.kind == "heading" or key(offer.insert) == key(text) for offer in found)
    if may_write(viewer) and not is_there and not refusal(text):
        found.append(Offer("new", f"Create “{text.strip()}”", "no such page yet", text.strip()))
    return found


def citations(text: str) -> list[Offer]:
    """What `[@` with this behind it may become."""
    return [
        Offer("cite", entry.key, " ".join(filter(None, [entry.year, entry.title])), entry.key)
        for entry in Entry.objects.matching(text)
    ]


def works(text: str) -> list[Offer]:
    """Works in which each of these words stands; one query."""
    rows = Entry.objects.shown().searched(text).exclude(work=None).select_related("work").order_by("folded")[:MOST]
    return [Offer("work", entry.title, "work", f"work:{entry.work.slug}") for entry in rows if entry.work]


def offered(viewer: Viewer) -> PageQuerySet:
    """Pages that somebody may mean: those that they may read, and the manual's where they write pages themselves."""
    seen = Page.objects.visible_to(viewer)
    return seen if may_write(viewer) else seen.filter(shipped=False)


def pages(text: str, viewer: Viewer) -> list[Offer]:
    """Pages by title or alias: those that begin so, then those that have each of the words; three queries at most."""
    seen = offered(viewer)
    names = Name.objects.exclude(kind=Name.Kind.FORMER).filter(target__in=seen.values("pk")).order_by("key")
    wanted = key(text)
    found = list(names.filter(key__gte=wanted, key__lt=wanted + LAST)[:MOST])
    if len(found) < MOST and wanted:
        rest = names.exclude(pk__in=[name.pk for name in found])
        for word in wanted.split():
            rest = rest.filter(key__contains=word)
        found += rest[: MOST - len(found)]
    there = seen.only("title", "slug", "state", "deleted_at").in_bulk({name.target for name in found})
    return [named(name, there[name.target]) for name in found if name.target in there]


def named(name: Name, page: Page) -> Offer:
    """A page under one of its names."""
    notes = [
        *([f"another name of {page.title}"] if name.kind == Name.Kind.ALIAS else []),
        *([] if page.is_published else ["draft"]),
    ]
    return Offer("page", name.label, ", ".join(notes), name.label, page.get_absolute_url())


def headings(text: str, viewer: Viewer) -> list[Offer]:
    """Where a title and a # stand, headings of that page that have in them what follows; two queries at most."""
    places = [place for place, sign in enumerate(text) if sign == "#" and place]
    titles = {key(text[:place]): place for place in reversed(places)}
    targets = Name.objects.targets(set(titles))
    there = offered(viewer).whole().in_bulk(targets.values()) if targets else {}
    for place in places:
        if page := there.get(targets.get(key(text[:place]), 0)):
            return list(within(page, text[:place].strip(), text[place + 1 :]))[:MOST]
    return []


def within(page: Page, title: str, text: str) -> Iterable[Offer]:
    """The headings of a page in which each of these words stands."""
    words = key(text.rpartition("#")[2]).split()
    for part in page.latest.parts:
        if part.level and all(word in key(part.title) for word in words):
            plain = " ".join(_MARKS.sub(" ", part.title).split())
            yield Offer("heading", part.title, f"in {page.title}", f"{title}#{plain}", page.get_absolute_url())
