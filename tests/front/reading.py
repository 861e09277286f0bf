"""A reader at their desk: somebody with an account, who may have said something under a name of their own."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import make
from wiki.authors.models import Author
from wiki.moderation.models import Person


def reader(**fields: Any) -> Author:
    """Somebody who has chosen a name; `trusted` if a moderator thinks that they need no leave."""
    trusted = fields.pop("trusted", False)
    author = make.author(user=make.user(), listed=False, **fields)
    if trusted:
        Person.objects.create(author=author, trusted_at=timezone.now())
    return author


def at_desk(who: Author | User) -> Client:
    """A client that is signed in as them."""
    client = Client()
    client.force_login(make.account(who) if isinstance(who, Author) else who)
    return client


def stamp(page: bytes) -> str:
    """The stamp of the form on a page."""
    found = re.search(r'name="stamp" value="([^"]+)"', page.decode())
    assert found
    return found[1]


def bare(page: bytes) -> bytes:
    """A page without the tokens of its forms, which are never the same twice."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", page)
