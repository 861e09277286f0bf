"""The title of each note: the one that it gives itself, or its file's name, or where others share that, its path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from wiki.archive.vault.notes import Card, in_line
from wiki.links.keys import key, refusal


@dataclass
class Names:
    """The title of every note by its path, the aliases that are its own alone, and what could not be."""

    titles: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    #: Why notes are not called what they call themselves.
    remarks: list[str] = field(default_factory=list)
    #: Why notes are left out.
    refused: list[str] = field(default_factory=list)


def name_all(cards: Iterable[Card]) -> Names:
    """A title for each note that can have one, no two alike."""
    names = Names()
    asked = {card: asked_title(card, names) for card in cards}
    for sharing in by_key(asked).values():
        givers = [card for card in sharing if asked[card] == card.given]
        for card in sharing if len(sharing) > 1 else []:
            if givers != [card]:
                give_way(card, asked, sharing, names)
    for sharing in by_key(asked).values():
        settle(sharing, asked, names)
    give_aliases(asked, names)
    return names


def asked_title(card: Card, names: Names) -> str:
    """What the note would be called if no other asked for the same."""
    reason = refusal(card.given) if card.given else ""
    if reason:
        names.remarks.append(f"{card.path}: its title is not one that a page can have. {reason}")
    return card.given if card.given and not reason else in_line(card.base)


def by_key(asked: dict[Card, str]) -> dict[str, list[Card]]:
    """The notes that ask for one title, by its key."""
    found: dict[str, list[Card]] = defaultdict(list)
    for card, title in asked.items():
        found[key(title)].append(card)
    return found


def give_way(card: Card, asked: dict[Card, str], sharing: list[Card], names: Names) -> None:
    """Let the note be called by its path."""
    if asked[card] == card.given != in_line(card.base):
        other = next(one.path for one in sharing if one != card)
        names.remarks.append(
            f"{card.path}: {other} has the title {card.given!r} too, so it is called {in_line(card.place)!r}."
        )
    asked[card] = in_line(card.place)


def settle(sharing: list[Card], asked: dict[Card, str], names: Names) -> None:
    """Give the title to the only note that still asks for it, if it is one that a page can have."""
    for card in sharing:
        others = [other.path for other in sharing if other != card]
        if others:
            names.refused.append(
                f"{card.path}: {others[0]} has the same name but for case, accents or blanks. "
                "Rename one, or add a line `title: …` to its front matter."
            )
        elif reason := refusal(asked[card]):
            names.refused.append(
                f"{card.path}: {reason} Rename the file, or add a line `title: …` to its front matter."
            )
        else:
            names.titles[card.path] = asked[card]


def give_aliases(cards: Iterable[Card], names: Names) -> None:
    """Let each note have the aliases that are no other's title or alias."""
    titles = {key(title): path for path, title in names.titles.items()}
    wanting: dict[str, set[str]] = defaultdict(set)
    named = [card for card in cards if card.path in names.titles]
    for card in named:
        for alias in card.aliases:
            wanting[key(alias)].add(card.path)
    for card in named:
        names.aliases[card.path] = []
        taken = {key(names.titles[card.path])}
        for alias in card.aliases:
            if key(alias) in taken:
                continue
            taken.add(key(alias))
            others = {titles.get(key(alias), card.path), *wanting[key(alias)]} - {card.path}
            if reason := refusal(alias) or (f"{min(others)} is called so too. Keep it in one." if others else ""):
                names.remarks.append(f"{card.path}: the alias {alias!r} is left out. {reason}")
            else:
                names.aliases[card.path].append(alias)
