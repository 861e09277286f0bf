"""An author at their desk, and how their works stand."""

from __future__ import annotations

import html

from django.test import Client

from tests import make
from wiki.authors.models import Author
from wiki.works.models import SelectedWork

LIST = "/account/works/"
NEW = "/account/works/new/"


def author_at_desk() -> tuple[Client, Author]:
    """A client that is signed in, and the author whose account it is."""
    author = make.primary(user=make.user())
    return signed_in(author), author


def signed_in(author: Author) -> Client:
    """A client of this author's."""
    client = Client()
    assert author.user
    client.force_login(author.user)
    return client


def another() -> Client:
    """A client of another author's."""
    return signed_in(make.author(user=make.user()))


def no_author() -> Client:
    """A client of somebody who has an account and is no author."""
    client = Client()
    client.force_login(make.user())
    return client


def address(work: SelectedWork, what: str) -> str:
    """Where something is done with a work."""
    return f"{LIST}{work.slug}/{what}/"


def page(client: Client, path: str = "/") -> str:
    """What a reader of a page sees, more or less."""
    response = client.get(path)
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def titles(author: Author) -> list[str]:
    """The titles on an author's page, in order."""
    return [work.title for work in SelectedWork.objects.for_profile(author)]
