from __future__ import annotations

from html import escape

from wiki.markup.errors import MarkupError

#: The sanitiser is quadratic in the length of an attribute.
LONGEST = 8000


def attribute(name: str, value: str) -> str:
    """An attribute with a space before it, or nothing for an empty one; raises MarkupError."""
    if len(value) > LONGEST:
        raise MarkupError(
            f"The title or description of a link or picture is {len(value)} characters long; "
            f"at most {LONGEST} can be shown. Make it shorter."
        )
    return f' {name}="{escape(value)}"' if value else ""
