"""Kinds: what a room tells the mechanisms below it about its texts, so that they need not know the room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Protocol, TypeAlias

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
class News:
    """Something to tell of: who said it, about what, its address, and the address at which that thread began."""

    by: str
    about: str
    url: str
    thread: str
    #: Its first words; all of them, as they were typed, only where the whole was asked for.
    text: str
    #: As whoever is told sees it; only where the whole was asked for.
    html: str = ""


class Tells(Protocol):
    """What to tell somebody of these rows, by number, as far as they may read them; one query, and what painting asks
    where the whole is wanted."""

    def __call__(self, keys: Collection[int], viewer: Viewer, /, *, whole: bool) -> Mapping[int, News]: ...


def no_mentions(_words: Sequence[str], _viewer: Viewer) -> Iterator[Mention]:
    """For a kind that holds no texts."""
    return iter(())


def no_news(_keys: Collection[int], _viewer: Viewer, *, whole: bool) -> Mapping[int, News]:  # noqa: ARG001
    """For a kind of which nobody is told."""
    return {}


def nobody(_users: Collection[int]) -> Collection[int]:
    """For a kind that keeps nobody from being told."""
    return ()


def no_name(_name: str) -> bool:
    """For a kind to which every name is as good as another."""
    return False


def stay(_kind: str, _keys: Collection[int], *, public: bool) -> None:
    """For a kind that stands by itself."""


class Follow(Protocol):
    """What of a kind stands on things of another: told, in the transaction that opens or closes those to everyone."""

    def __call__(self, kind: str, keys: Collection[int], /, *, public: bool) -> None: ...


@dataclass(frozen=True)
class Kind:
    """One kind of text; its room registers it in `AppConfig.ready()`."""

    name: str
    #: Texts of this kind, as far as this viewer may see them, that hold any of these words; one query.
    holding: Callable[[Sequence[str], Viewer], Iterator[Mention]] = no_mentions
    news: Tells = no_news
    follow: Follow = stay
    #: Which of these users, by number, nothing is told; one query.
    deaf: Callable[[Collection[int]], Collection[int]] = nobody
    #: Which of these users, by number, may say nothing now; one query.
    mute: Callable[[Collection[int]], Collection[int]] = nobody
    #: Whether no reader may go by this name; one query.
    shuns: Callable[[str], bool] = no_name


KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known, once for each process."""
    KINDS[kind.name] = kind


def opened(kind: str, keys: Collection[int], *, public: bool) -> None:
    """Things of a kind, which are locked, have just been opened or closed to everyone: what stands on them follows."""
    for other in KINDS.values():
        other.follow(kind, keys, public=public)


def is_mute(user: int) -> bool:
    """Whether a room keeps this user, by number, from saying anything now."""
    return any(user in kind.mute([user]) for kind in KINDS.values())


def is_shunned(name: str) -> bool:
    """Whether a room keeps readers from going by this name."""
    return any(kind.shuns(name) for kind in KINDS.values())


def mentions(words: Sequence[str], viewer: Viewer) -> dict[str, list[Mention]]:
    """For each word, every text that holds it and that this viewer may see; one query for each kind."""
    found = [mention for kind in KINDS.values() for mention in kind.holding(words, viewer)] if words else []
    return {word: [mention for mention in found if word in mention.text] for word in words}


def holds(column: str, words: Sequence[str]) -> Q:
    """Rows whose column holds any of these words."""
    return reduce(or_, (Q(**{f"{column}__contains": word}) for word in words))
