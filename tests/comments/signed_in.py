"""An author at their desk."""

from __future__ import annotations

from django.test import Client

from tests import make
from wiki.authors.models import Author


def author_at_desk() -> tuple[Client, Author]:
    """A client that is signed in, and the author whose account it is."""
    author = make.primary(user=make.user())
    client = Client()
    assert author.user
    client.force_login(author.user)
    return client, author
