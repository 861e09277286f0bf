"""How a profile that was saved meanwhile differs from one that was typed."""

from __future__ import annotations

from typing import Any

from wiki.authors.models import Author, Link
from wiki.lib.conflicts import Difference, in_text, real

LABELS = {
    "name": "Name",
    "pronouns": "Pronouns",
    "email": "E-mail",
    "email_public": "E-mail on the page",
    "orcid": "ORCID iD",
    "previously": "Previously",
}


def differences(current: Author, values: dict[str, Any], links: list[Link]) -> list[Difference]:
    """Every field that was saved otherwise than it was typed, the biography first."""
    bio = in_text("Biography", current.bio, values["bio"])
    told = [Difference(label, words(getattr(current, name)), words(values[name])) for name, label in LABELS.items()]
    see = Difference("See", "\n".join(map(line, current.links.all())), "\n".join(map(line, links)))
    return real([bio, *told, see])


def words(value: Any) -> str:
    """A field's value as a reader would say it."""
    if isinstance(value, bool):
        return "shown" if value else "not shown"
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def line(link: Link) -> str:
    """A line under "See:" in one line."""
    return " ".join(filter(None, [link.title, link.url, "(your own)" if link.own else ""]))
