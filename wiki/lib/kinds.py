"""Kinds: what a room tells the mechanisms below it about its texts, so that they need not know the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, TypeAlias

from django.db.models import Q

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Viewer: TypeAlias = User | AnonymousUser


@dataclass(frozen=True)
class Mention:
    """A text that holds something that was looked for: its title, the address where it is read, and its Markdown."""

    title: str
    url: str
    text: str


@dataclass(frozen=True)
class Kind:
    """One kind of text; its room registers it in `AppConfig.ready()`."""

    name: str
    #: Texts of this kind, as far as this viewer may see them, that hold any of these words; one query.
    holding: Callable[[Sequence[str], Viewer], Iterator[Mention]]


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known, once for each process."""
    KINDS[kind.name] = kind


def mentions(words: Sequence[str], viewer: Viewer) -> dict[str, list[Mention]]:
    """For each word, every text that holds it and that this viewer may see; one query for each kind."""
    found = [mention for kind in KINDS.values() for mention in kind.holding(words, viewer)] if words else []
    return {word: [mention for mention in found if word in mention.text] for word in words}


def holds(column: str, words: Sequence[str]) -> Q:
    """Rows whose column holds any of these words."""
    return reduce(or_, (Q(**{f"{column}__contains": word}) for word in words))
