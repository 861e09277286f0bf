"""The front matter of a note, if it has any: what is not plainly front matter is text."""

from __future__ import annotations

import re

from wiki.archive.errors import ArchiveError
from wiki.archive.front_matter import CLOSING, Document, read_fields, tidied

OPENING = "---\n"
#: How front matter begins, below blank lines and comments: with a key, perhaps in quotes, and a colon.
KEYED = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*[^\s#:\-\[\]{}*&>|!%@`][^:\n]*:(?:\s|\Z)")


def read_note_document(name: str, text: str) -> Document:
    """The document in this text; not a character of it is in neither the front matter nor the body.

    What begins like front matter and is none is refused at its line, since it may say that the note is private; all
    else between two rules, such as prose, a list or nothing, belongs to the body.
    """
    text = tidied(name, text)
    closing = CLOSING.search(text, len(OPENING)) if text.startswith(OPENING) else None
    if closing is None:
        return Document(name, {}, {}, text)
    front_matter = text[len(OPENING) : closing.start()]
    try:
        fields, lines = read_fields(name, front_matter)
    except ArchiveError:
        if KEYED.match(front_matter):
            raise
        fields, lines = {}, {}
    return Document(name, fields, lines, text[closing.end() :] if fields else text)
