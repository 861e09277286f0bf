"""A comment's words as a quotation, to begin an answer with."""

from __future__ import annotations

#: Who quotes more than this quotes nothing in particular.
LONGEST = 4000


def quoted(body: str) -> str:
    """The Markdown as a quotation with room for an answer below it; where it is very long, its beginning."""
    lines = body[:LONGEST].splitlines()
    if len(body) > LONGEST:
        lines = [*(lines[:-1] or lines), "…"]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
