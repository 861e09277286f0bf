"""What a text refers to, kept in step with it: rows are added and taken away by difference, in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db import connection, transaction

from wiki.links.keys import LONGEST, LONGEST_KEY, key
from wiki.links.linkable import LINKABLE
from wiki.links.models import LONGEST_PART, Name, Reference
from wiki.links.wanted import Wanted, wanted
from wiki.markup.errors import MarkupError
from wiki.markup.mentions import Mention

MOST = 10_000
COLUMNS = (
    *("source_kind", "source", "kind", "wanted", "label", "target"),
    *("part", "embed", "sentence", "path", "public", "broken"),
)


class Told(NamedTuple):
    """A reference without its text and without what became of its target: what two versions of a text may share."""

    kind: str
    wanted: str
    label: str
    target: int | None
    part: str
    embed: bool
    sentence: str
    path: str


def told(mentions: Sequence[Mention], pages: Mapping[str, int] | None = None) -> dict[Told, None]:
    """The mentions as references, once each, in order; one query for all names that they want, unless it was made.

    Raises MarkupError where there are too many.
    """
    refuse_many(mentions)
    linked = [(mention, wanted(mention.target)) for mention in mentions if mention.kind != "cite"]
    if pages is None:
        pages = Name.objects.targets(wanted_keys(mentions))
    found: list[Told | None] = [_cite(mention) for mention in mentions if mention.kind == "cite"]
    found += [_link(mention, readings, pages) for mention, readings in linked]
    return {one: None for one in found if one and 0 < len(one.wanted) <= LONGEST_KEY}


def refuse_many(mentions: Sequence[Mention]) -> None:
    """Refuse, by a MarkupError, a text with more links than can be kept."""
    if len(mentions) > MOST:
        raise MarkupError(f"There are {len(mentions):,} links in this text; at most {MOST:,} can be kept. Divide it.")


def wanted_keys(mentions: Iterable[Mention]) -> set[str]:
    """What these would have to find a page by."""
    linked = (mention for mention in mentions if mention.kind != "cite")
    return {reading.key for mention in linked for reading in wanted(mention.target) if reading.key}


def _cite(mention: Mention) -> Told:
    return Told("cite", key(mention.target), mention.target, None, "", False, mention.sentence, mention.path)


def _link(mention: Mention, readings: Sequence[Wanted], pages: Mapping[str, int]) -> Told | None:
    reading = next((one for one in readings if one.kind == "page" and one.key in pages), readings[-1])
    if readings[0].kind == "picture" and reading.key not in pages:
        return None
    target = pages.get(reading.key) if reading.kind == "page" else None
    return Told(
        *(reading.kind, reading.key, reading.title[:LONGEST], target, reading.part_key[:LONGEST_PART]),
        *(mention.kind == "embed", mention.sentence, mention.path),
    )


class Mentioning(NamedTuple):
    """A text, what it mentions, and whether everyone may read it."""

    source: int
    mentions: Sequence[Mention]
    public: bool


def record(source_kind: str, source: int, mentions: Sequence[Mention], *, public: bool) -> None:
    """Keep what this text refers to, and nothing of what it no longer does."""
    record_many(source_kind, [Mentioning(source, mentions, public)])


@transaction.atomic
def record_many(source_kind: str, texts: Sequence[Mentioning]) -> None:
    """Keep what each of these texts refers to, and nothing of what it no longer does, in a few statements for all."""
    pages = Name.objects.targets({one for text in texts for one in wanted_keys(text.mentions)})
    now = {text.source: (told(text.mentions, pages), text.public) for text in texts}
    rows = Reference.objects.filter(source_kind=source_kind, source__in=now)
    before = {(source, Told(*row)): pk for pk, source, *row in rows.values_list("id", "source", *Told._fields)}
    if gone := [pk for (source, one), pk in before.items() if one not in now[source][0]]:
        rows.filter(pk__in=gone).delete()
    new = [(source, one) for source, (found, _) in now.items() for one in found if (source, one) not in before]
    broken = missing(one for _, one in new)
    insert(
        Reference(source_kind=source_kind, source=source, public=now[source][1], broken=one in broken, **one._asdict())
        for source, one in new
    )


@transaction.atomic
def record_new(source_kind: str, texts: Sequence[Mentioning]) -> None:
    """Keep what these texts refer to, which are new, in a few statements for all of them."""
    pages = Name.objects.targets({one for text in texts for one in wanted_keys(text.mentions)})
    found = [(text, told(text.mentions, pages)) for text in texts]
    broken = missing(one for _, references in found for one in references)
    insert(
        Reference(
            source_kind=source_kind, source=text.source, public=text.public, broken=one in broken, **one._asdict()
        )
        for text, references in found
        for one in references
    )


def missing(references: Iterable[Told]) -> set[Told]:
    """Those that lead to a part which their page does not have."""
    parted = [one for one in references if one.part and one.target is not None]
    parts = LINKABLE["page"].parts({one.target for one in parted if one.target}) if parted else {}
    return {one for one in parted if one.target and one.part not in parts.get(one.target, ())}


def insert(references: Iterable[Reference]) -> None:
    """Add rows by one statement, however many."""
    rows = list(references)
    if connection.vendor != "sqlite":
        Reference.objects.bulk_create(rows)
    elif rows:
        # Django sends SQLite a statement for every eighty rows or so.
        names = ", ".join(f'"{name}"' for name in COLUMNS)
        places = ", ".join(["%s"] * len(COLUMNS))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO links_reference ({names}) VALUES ({places})",
                [[getattr(row, name) for name in COLUMNS] for row in rows],
            )


def forget(source_kind: str, sources: Iterable[int]) -> None:
    """Keep nothing of what these texts referred to."""
    Reference.objects.filter(source_kind=source_kind, source__in=sources).delete()


def publish(source_kind: str, sources: Iterable[int], *, public: bool) -> None:
    """Say whether everyone may read these texts, and so who refers from there."""
    Reference.objects.filter(source_kind=source_kind, source__in=sources).update(public=public)
