"""The texts that something has had, and what each changed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.http import Http404

from wiki.lib.diffs import Run, diff, folded

#: How many texts a page shows: the longest take half a second each to compare.
A_PART = 10


class Text(NamedTuple):
    """What something said from some moment on."""

    number: int
    body: str
    written_at: datetime | None
    about: str = ""


class Change(NamedTuple):
    """A text, and how it differs from the one before; nothing where it is the first."""

    text: Text
    runs: list[Run]


def changes(texts: list[Text]) -> list[Change]:
    """Each text with what it changed, the newest first."""
    pairs = zip(texts, [None, *texts], strict=False)
    return [Change(text, folded(diff(before.body, text.body)) if before else []) for text, before in pairs][::-1]


def number(asked: str) -> int | None:
    """The version before which a page is asked for, or nothing; 404 where there can be none such."""
    if asked and not (asked.isascii() and asked.isdecimal() and len(asked) < 10):
        raise Http404
    return int(asked) if asked else None
