"""What is left of an author who leaves: a row without a name, for what they let stand."""

from __future__ import annotations

import secrets
from typing import Any

from django.utils import timezone

from wiki.authors.models import Author, BioVersion, Link
from wiki.links.recording import forget

NOBODY = "Anonymous"
#: All that a row says of somebody, and what it says of nobody.
ERASED: dict[str, Any] = {
    "user": None,
    "name": NOBODY,
    "email_public": False,
    "listed": False,
    "double": False,
    "photo": None,
    "previously": [],
    "extra": {},
    **dict.fromkeys(("pronouns", "email", "orcid", "bio", "bio_html", "source_hash"), ""),
}


def hold(author: Author) -> bool:
    """Whether this author is still somebody, which then stays so until the transaction ends."""
    rows = Author.objects.select_for_update(no_key=True).filter(pk=author.pk, left_at=None)
    return bool(rows.values_list("pk"))


def leave(author: Author) -> None:
    """Take every word about somebody out of their row and what belongs to it; its address is one that nobody knows."""
    Link.objects.filter(author=author).delete()
    BioVersion.objects.filter(author=author).delete()
    forget("author", [author.pk])
    looked = author.looks
    for name, value in ERASED.items():
        setattr(author, name, value)
    author.slug, author.left_at = f"anonymous-{secrets.token_hex(8)}", timezone.now()
    author.version += 1  # who is editing it in another window is told so
    author.save()
    Author.objects.mark_doubles({looked, author.looks})
