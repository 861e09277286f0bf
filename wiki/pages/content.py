"""What one revision of a page says: its text and what stands above it, and how two people's changes to it meet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from wiki.lib.merges import merge, normal
from wiki.links.keys import key

LISTS = ("tags", "aliases")


@dataclass(frozen=True)
class Content:
    """A page's title, text and the rest of its head."""

    title: str
    body: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    status: str = ""
    confidence: str = ""
    superseded_by: str = ""
    cite_key: str = ""

    @classmethod
    def of(cls, title: str, body: str, head: dict[str, Any]) -> Content:
        """What a revision's columns say."""
        known = {name: head[name] for name in HEAD if name in head}
        return cls(title, body, **known | {name: tuple(head.get(name, ())) for name in LISTS})

    @property
    def head(self) -> dict[str, Any]:
        """All but title and text, without what is empty, as a revision keeps it."""
        told = {name: value for name, value in asdict(self).items() if name in HEAD and value}
        return {name: list(value) if name in LISTS else value for name, value in told.items()}

    def tidied(self) -> Content:
        """The same with one kind of line end, and no tag or alias twice or in the title's stead."""
        return replace(
            self,
            body=normal(self.body),
            tags=distinct(self.tags),
            aliases=tuple(alias for alias in distinct(self.aliases) if key(alias) != key(self.title)),
        )


HEAD = tuple(one.name for one in fields(Content) if one.name not in ("title", "body"))


@dataclass(frozen=True)
class Meeting:
    """What two changes of one text come to, and which fields both changed in two ways; without any, it stands."""

    content: Content
    clashes: tuple[str, ...] = ()
    by_words: bool = False


def meet(base: Content, mine: Content, theirs: Content) -> Meeting:
    """Both changes of the base in one; where they clash, mine stands in the content."""
    text = merge(base.body, mine.body, theirs.body)
    found: dict[str, Any] = {"body": text.text if text else mine.body}
    clashes = [] if text else ["body"]
    for one in fields(Content):
        was, my, their = (getattr(content, one.name) for content in (base, mine, theirs))
        if one.name in LISTS:
            found[one.name] = met(was, my, their)
        elif one.name != "body":
            found[one.name] = their if my == was else my
            if their not in (was, my) and my != was:
                clashes.append(one.name)
    return Meeting(Content(**found), tuple(clashes), bool(text and text.by_words))


def met(base: Iterable[str], mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Theirs without what I took away, and with what I added."""
    was, my, their = ({key(word): word for word in words} for words in (base, mine, theirs))
    kept = [word for name, word in their.items() if name in my or name not in was]
    return (*kept, *(word for name, word in my.items() if name not in was and name not in their))


def distinct(words: Iterable[str]) -> tuple[str, ...]:
    """The words without empty ones and without those that differ from an earlier one only as keys never do."""
    found: dict[str, str] = {}
    for word in words:
        if name := key(word):
            found.setdefault(name, " ".join(word.split()))
    return tuple(found.values())
