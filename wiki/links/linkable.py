"""What a room tells of its texts so that others can lead to them, embed them, and show what leads to theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from wiki.markup.parts import Part

if TYPE_CHECKING:
    from wiki.lib.kinds import Viewer


@dataclass(frozen=True)
class Thing:
    """Something that a viewer may see; what they may not see is never made into one."""

    kind: str
    #: By which it is told from others of its kind: a page's or row's number, a comment's id, a work's slug.
    key: int | str
    title: str
    url: str
    #: Empty where everyone may read it; else why not, in a word: "draft".
    state: str = ""
    #: Who wrote it and when, in plain words.
    credit: str = ""
    #: Its stored HTML, with placeholders; only where the whole was asked for.
    html: str = ""
    #: Its sections and blocks; last come those whose headings have other words now, under the words they had.
    parts: Sequence[Part] = ()


class Found(Protocol):
    """Finds things of one kind by their keys, as far as this viewer may see them; one query, or none for no keys."""

    def __call__(self, keys: Collection[Any], viewer: Viewer, /, *, whole: bool) -> dict[Any, Thing]: ...


@dataclass(frozen=True)
class Linkable:
    """A kind of text, under the name that references give it; its room registers it in `AppConfig.ready()`."""

    name: str
    #: By what links want: a page's number, a comment's id, a work's slug.
    found: Found
    #: By the row's own number, as references remember the texts that they stand in.
    named: Found
    #: The folded names of the parts of things that links name by number, whoever may see them; one query.
    parts: Callable[[Collection[int]], Mapping[int, Collection[str]]] = lambda _keys: {}
    #: The addresses of those that carry one of these keys of the bibliography; one query.
    carriers: Callable[[Collection[str], Viewer], Mapping[str, str]] = lambda _keys, _viewer: {}


LINKABLE: dict[str, Linkable] = {}


def register(kind: Linkable) -> None:
    """Make a kind known, once for each process."""
    LINKABLE[kind.name] = kind


class Group(NamedTuple):
    """The citations of one text, each group of them as it was written, and what its anchors begin with."""

    raws: Sequence[str]
    prefix: str


class Cited(NamedTuple):
    """What the groups of one text become, as HTML by what was written; its bibliography; keys that nothing has."""

    citations: Mapping[str, str]
    references: Sequence[Any] = ()
    unknown: Sequence[str] = ()


class Citing(Protocol):
    """Cites for several texts; one query, or none for no groups."""

    def __call__(self, groups: Sequence[Group], carriers: Mapping[str, str]) -> Sequence[Cited]: ...


#: Who keeps the bibliography, if anybody; without one, citations stay as they were written.
CITING: list[Citing] = []


def cite_by(citing: Citing) -> None:
    """Make the bibliography known, once for each process."""
    CITING[:] = [citing]
