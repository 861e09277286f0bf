"""An author as a file: `author.md`, `authors/<slug>.md`."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import slugify

from wiki.archive.fields import Fields
from wiki.archive.front_matter import Document
from wiki.authors.models import Author, Link

LARGEST_BIO = 64 * 1024
PLAIN = ("name", "slug", "pronouns", "email", "email_public", "orcid", "previously", "listed", "bio", "extra")


def read_author(document: Document, *, own: bool) -> dict[str, Any]:
    """What the file says, as values of the row's own fields.

    In the archive's own `author.md`, the address is public and the slug is made from the name where it does not say.
    """
    fields = Fields(document)
    name = fields.required_line("name", 200)
    return {
        "name": name,
        "slug": read_slug(fields, name if own else PurePosixPath(document.name).stem),
        "pronouns": fields.line("pronouns", 60),
        "email": read_email(fields),
        "email_public": fields.yes("email_public", unsaid=own),
        "orcid": fields.line("orcid", 19),
        "previously": fields.lines("previously", 300),
        "see": [read_link(link) for link in fields.each("see", lone="title")],
        "listed": fields.yes("listed", unsaid=True),
        "bio": fields.body(LARGEST_BIO),
        "extra": fields.rest(),
    }


def read_slug(fields: Fields, otherwise: str) -> str:
    """The slug that is given, or one made from other words."""
    given = fields.line("slug", 80)
    slug = slugify(given or otherwise, allow_unicode=True)[:80]
    if not slug or (given and slug != given):
        raise fields.error("slug", "must be lower-case letters, digits and hyphens, such as ada-lovelace.")
    return slug


def read_email(fields: Fields) -> str:
    email = fields.line("email", 254)
    try:
        if email:
            validate_email(email)
    except ValidationError:
        raise fields.error("email", "must be an address such as ada@example.org.") from None
    return email


def read_link(fields: Fields) -> dict[str, str]:
    """A line under "See:", with a title and perhaps an address."""
    return {
        "title": fields.required_line("title", 300),
        "url": fields.address("url"),
        "own": "true" if fields.yes("own", unsaid=False) else "",
    }


def author_fields(author: Author) -> dict[str, Any]:
    """What a file of this row would say: the same shape as `read_author` gives."""
    links = [{"title": link.title, "url": link.url, "own": "true" if link.own else ""} for link in author.links.all()]
    return {name: getattr(author, name) for name in PLAIN} | {"see": links}


def fill_author(author: Author, fields: dict[str, Any]) -> list[Link]:
    """Put the file's values into the row, and return the links that go with it; nothing is saved."""
    for name in PLAIN:
        setattr(author, name, fields[name])
    return [Link(title=see["title"], url=see["url"], own=bool(see["own"])) for see in fields["see"]]
