"""Readers who say something: each gets an Author of their own, which is in no list, and a name that they chose."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from wiki.authors.access import own
from wiki.authors.models import Author
from wiki.log.models import Entry

if TYPE_CHECKING:
    from accounts.models import User

#: No letter or digit that is taken for another.
SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
#: How often another address is tried; there are nine hundred million.
TRIES = 5


def begin(user: User, name: str) -> Author:
    """The Author of a reader, with this name where they have none yet; of two begun at once there is one."""
    for _ in range(TRIES):
        found = own(user)
        if found:
            return found
        with suppress(IntegrityError), transaction.atomic():
            author = Author(user=user, name=name, slug=new_slug(), listed=False)
            author.publish([])
            Entry.objects.record("joined", author, actor=user, after={"version": author.version})
            return author
    return Author.objects.get(user=user)


def new_slug() -> str:
    """An address that tells nothing of whose it is."""
    return "reader-" + "".join(secrets.choice(SIGNS) for _ in range(6))


@transaction.atomic
def rename(author: Author, name: str, *, actor: User) -> bool:
    """Let a reader go by another name, also where they said something before; the log does not say which."""
    current = Author.objects.select_for_update(no_key=True).get(pk=author.pk)
    if current.listed or current.name == name:
        return False
    before = current.looks
    current.name = name
    current.version += 1
    current.save(update_fields=["name", "version"])
    Author.objects.mark_doubles({before, current.looks})
    Entry.objects.record(
        "renamed", current, actor=actor, before={"version": author.version}, after={"version": current.version}
    )
    return True
