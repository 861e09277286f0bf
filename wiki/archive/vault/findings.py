"""What a reader of a vault is told beside how many pages came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

#: How many lines of one kind are told.
MOST = 100
FEW = 5


@dataclass
class Findings:
    """What was found on the way, each with its file and line where it has one."""

    #: Files that are left out, and why.
    refused: list[str] = field(default_factory=list)
    #: What a note asked for its name and did not get.
    names: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    words_first: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    kept_links: list[str] = field(default_factory=list)
    #: Titles that links want and no note has, and how often.
    missing: Counter[str] = field(default_factory=Counter)
    #: Files that are neither notes nor pictures, by ending.
    others: Counter[str] = field(default_factory=Counter)
    hashtags: Counter[str] = field(default_factory=Counter)
    comments: int = 0
    queries: int = 0

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """All that there is to tell."""
        yield from listed("Left out", self.refused)
        yield from listed("Names", self.names)
        yield from listed("Links that could lead to several notes, left as they are", self.ambiguous)
        yield from listed("Links that seem to have their words first; here the page comes first", self.words_first)
        yield from listed("Pictures", self.pictures)
        yield from listed("Links left as they are", self.kept_links)
        yield from self.totals()

    def totals(self) -> Iterator[str]:
        """What is told by its number alone."""
        if self.missing:
            links = counted(self.missing, "link leads", "links lead")
            yield f"{links} to pages that are not here: {most(self.missing)}."
        if self.others:
            files = counted(self.others, "file is", "files are")
            yield f"{files} neither Markdown nor a picture that can be kept: {most(self.others)}."
        if self.hashtags:
            told = counted(self.hashtags, "word looks", "words look")
            yield f"{told} like a tag and stays text: {most(self.hashtags)}. Only `tags:` in the front matter is read."
        if self.comments:
            yield f"Comments (%%…%% or <!--…-->) kept out of the text, for you alone: {self.comments:,}."
        if self.queries:
            yield f"Dataview queries, shown as code: {self.queries:,}."


def listed(title: str, items: list[str]) -> Iterator[str]:
    """A heading and the first of these, each on a line."""
    if items:
        yield f"{title}:"
        yield from (f"  {item}" for item in items[:MOST])
    if len(items) > MOST:
        yield f"  … and {len(items) - MOST} more."


def counted(things: Counter[str], one: str, many: str) -> str:
    return f"{things.total():,} {one if things.total() == 1 else many}"


def most(things: Counter[str]) -> str:
    """The most frequent ones, each with its number."""
    named = ", ".join(f"{name} ({number:,})" for name, number in things.most_common(FEW))
    return f"{named}, …" if len(things) > FEW else named
