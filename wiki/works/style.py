"""The one style of citing, by author and year: what things are called, in which order, and what parts equals."""

from __future__ import annotations

import unicodedata
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from wiki.works.people import OTHERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wiki.works.entries import Entry
    from wiki.works.people import Person

NO_YEAR = "n.d."
#: As much of a title as stands for people, where nobody is named.
LONGEST_LABEL = 60


class Called(NamedTuple):
    """An entry, what a text calls it by, and its year with the letter that tells it from its equals in that text."""

    entry: Entry
    label: str
    year: str


def called(entries: Iterable[Entry]) -> list[Called]:
    """What one text calls the entries that it cites, in the order in which it lists them."""
    named = sorted(((label(entry), entry) for entry in entries), key=lambda pair: order(pair[1]))
    equals: dict[tuple[str, str], list[Entry]] = {}
    for name, entry in named:
        equals.setdefault((sortable(name), entry.year), []).append(entry)
    letters = {entry.pk: letter for group in equals.values() if len(group) > 1 for entry, letter in lettered(group)}
    return [Called(entry, name, with_letter(entry.year, letters.get(entry.pk, ""))) for name, entry in named]


def lettered(group: list[Entry]) -> Iterator[tuple[Entry, str]]:
    """Entries that would be called the same, by title, each with a letter."""
    return zip(sorted(group, key=by_title), (letters(number) for number in count()), strict=False)


def letters(number: int) -> str:
    """The letter of an entry by its place among its equals: a … z, aa, ab …"""
    above, rest = divmod(number, 26)
    return (letters(above - 1) if above else "") + chr(ord("a") + rest)


def with_letter(year: str, letter: str) -> str:
    """A year, or word that there is none, with its letter."""
    return f"{year}{letter}" if year else f"{NO_YEAR}{'-' if letter else ''}{letter}"


def label(entry: Entry) -> str:
    """What a text calls an entry by: its people, or else its title or key."""
    names = [family(person) for person in entry.people]
    match names:
        case []:
            return shortened(entry.title) if entry.title else entry.key
        case [one]:
            return one
        case [one, other] if other != OTHERS:
            return f"{one} and {other}"
    return f"{names[0]} {OTHERS}"


def shortened(title: str) -> str:
    """A title in quotation marks, cut between words where it is long."""
    if len(title) <= LONGEST_LABEL:
        return f"“{title}”"
    cut = title[:LONGEST_LABEL].rpartition(" ")[0] or title[:LONGEST_LABEL]
    return f"“{cut}…”"


def family(person: Person) -> str:
    """The name by which somebody is cited."""
    return person.get("literal") or person.get("family", "")


def in_full(person: Person) -> str:
    """The name under which somebody is listed."""
    given = person.get("given", "")
    return f"{family(person)}, {given}" if given else family(person)


def listed(people: list[Person]) -> str:
    """Everybody whom a list names."""
    names = [in_full(person) for person in people]
    if len(names) < 2:
        return "".join(names)
    last = f", {OTHERS}" if names[-1] == OTHERS else f" and {names[-1]}"
    return ", ".join(names[:-1]) + last


def order(entry: Entry) -> tuple[object, ...]:
    """Where a list has an entry: by its people, then by year, what has none last, then by title."""
    people = [sortable(in_full(person)) for person in entry.people] or [sortable(entry.title)]
    return (people, not entry.year, entry.year, *by_title(entry))


def by_title(entry: Entry) -> tuple[str, str]:
    """Where an entry stands among its equals; the key parts those of one title."""
    return sortable(entry.title), entry.folded


def sortable(text: str) -> str:
    """The text without accents and case, so that nobody is sorted behind z for a mark on a letter."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
