"""All entries of a BibTeX file: those that are sound, and what to mend in the others."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import RemoveEnclosingMiddleware
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ParsingFailedBlock,
    String,
)

from wiki.links.keys import key as folded
from wiki.works.bibtex import NO_COMMA, is_entry, runs_on

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What begins an entry, or looks as if it did.
BEGINNING = re.compile(r"@\w*[ \t]*[{(]")
#: As much of a key as a text can cite.
LONGEST_KEY = 100
#: What ends a key where it is cited, or where BibTeX is read; white space ends it there too.
UNCITABLE = re.compile(r"[\s,;@\[\]{}()\"#%\\~'=<>]")
NAMED = re.compile(r"@\w*[ \t]*[{(]\s*([^\s,@{}()=]{1,80})")
#: What the library calls it when an entry begins before the last one has ended.
RAN_INTO_NEXT = "Unexpected block start"
CUT_OFF = "It is cut off: the text ends before the entry does."
UNCLOSED = "A brace that opens in it is never closed, so it runs into what follows."
NO_COMMA_OR_SIGN = "A comma, an equals sign or a quotation mark is missing on line {line} or before."
FIELD_TWICE = "It has the field “{field}” twice. Take one of them out."
SAME_KEY = "The entry on line {line} has the same key: upper and lower case are one. Give each a key of its own."
NO_KEY = "It has no key. Write one after the brace: @article{noether1921, …"
LONG_KEY = f"Its key is longer than {LONGEST_KEY} characters. Shorten it."
SPACE_IN_KEY = "There is a space in its key. Write the key as one word."
SIGN_IN_KEY = "There is a {sign} in its key. Use letters, digits and hyphens."


class Found(NamedTuple):
    """A sound entry: the line that it begins on, its key as it is written, and what it says."""

    line: int
    key: str
    bibtex: str
    block: Entry


class Refused(NamedTuple):
    """An entry that was not taken: the line that it begins on, its key if it has one, and what to mend."""

    line: int
    key: str
    reason: str


class File(NamedTuple):
    """What a text holds, in its order."""

    found: list[Found]
    refused: list[Refused]


def read_all(text: str) -> File:
    """Every entry of a text, sound or not; whatever else stands between them is passed over."""
    text = text.rstrip()
    library = parse_string(text, parse_stack=[])
    used = resolved(library)
    library = RemoveEnclosingMiddleware().transform(library)
    file = File([], [])
    lines: dict[str, int] = {}
    for block in filter(is_entry, library.blocks):
        begins = (block.start_line or 0) + 1
        if reason := wrong(block, lines, text):
            file.refused.append(Refused(begins, key_of(block), reason))
        elif isinstance(block, Entry):
            lines[folded(block.key)] = begins
            file.found.append(Found(begins, block.key, "\n".join([*used[id(block)], (block.raw or "").strip()]), block))
    return file


def resolved(library: Library) -> dict[int, list[str]]:
    """Put what each macro stands for in its place; by entry, the definitions without which it would say less.

    A macro that is defined anew is what it was last; one that is defined after its use is lent to it all the same.
    """
    macros = {macro.key.lower(): macro for macro in reversed(library.strings)}
    used: dict[int, list[str]] = {}
    for block in library.blocks:
        inside = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(inside, String):
            macros[inside.key.lower()] = inside
        elif isinstance(block, Entry):
            used[id(block)] = replaced(block, macros)
    return used


def replaced(entry: Entry, macros: Mapping[str, String]) -> list[str]:
    """Put what each macro stands for in its place in an entry; their definitions."""
    definitions: dict[str, None] = {}
    for field in entry.fields:
        if macro := macros.get(str(field.value).lower()):
            definitions[(macro.raw or "").strip()] = None
            field.value = macro.value
    return list(definitions)


def key_of(block: Block) -> str:
    """The key of an entry, as far as it can be made out."""
    if isinstance(block, Entry | DuplicateBlockKeyBlock):
        return block.key
    match = NAMED.match(block.raw or "")
    return match[1] if match else ""


def wrong(block: Block, lines: Mapping[str, int], text: str) -> str:
    """What to mend in an entry, given the lines of the keys before it; nothing where it is sound."""
    if isinstance(block, DuplicateBlockKeyBlock):
        return SAME_KEY.format(line=lines.get(folded(block.key), (block.previous_block.start_line or 0) + 1))
    if isinstance(block, DuplicateFieldKeyBlock):
        return FIELD_TWICE.format(field=min(block.duplicate_keys)[:80])
    if isinstance(block, ParsingFailedBlock):
        return unread(block, text)
    return wrong_in_key(block.key, lines) or wrong_in_fields(block) if isinstance(block, Entry) else ""


def unread(failed: ParsingFailedBlock, text: str) -> str:
    """Why reading an entry came to no end."""
    raw = (failed.raw or "").rstrip()
    if text.endswith(raw):
        return CUT_OFF
    if RAN_INTO_NEXT in str(getattr(failed.error, "abort_reason", "")):
        return UNCLOSED
    return NO_COMMA_OR_SIGN.format(line=(failed.start_line or 0) + 1 + raw.count("\n"))


def wrong_in_key(key: str, lines: Mapping[str, int]) -> str:
    """What is wrong with a key, if anything."""
    if not folded(key):
        return NO_KEY
    if len(key) > LONGEST_KEY:
        return LONG_KEY
    if sign := UNCITABLE.search(key):
        return SPACE_IN_KEY if sign[0].isspace() else SIGN_IN_KEY.format(sign=sign[0])
    return SAME_KEY.format(line=lines[folded(key)]) if folded(key) in lines else ""


def wrong_in_fields(entry: Entry) -> str:
    """What is wrong with the fields, if anything."""
    name, times = next(iter(Counter(field.key.lower() for field in entry.fields).most_common(1)), ("", 0))
    if times > 1:
        return FIELD_TWICE.format(field=name[:80])
    if open_field := next(filter(runs_on, entry.fields), None):
        return NO_COMMA.format(line=(open_field.start_line or 0) + 1)
    return ""


def first(text: str) -> Found | None:
    """The first sound entry of a text, if there is one."""
    return next(iter(read_all(text).found), None)
