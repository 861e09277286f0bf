"""A site with everything that an address can lead to, and a browser of each kind of people."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.test import Client
from django.utils import timezone

from tests import make
from tests.moderation.staff import browser, moderator, superuser
from tests.works.bibliography import article
from wiki.moderation.models import Person

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.authors.models import Author

ROLES = ("visitor", "voter", "reader", "blocked reader", "co-author", "moderator", "author", "admin")


#: What may stand in an address where nothing else is said.
EXAMPLES = {
    "slug": "gate",
    "page": "gate",
    "work": "engine",
    "old": "1",
    "new": "2",
    "tag": "open",
    "name": f"{'a' * 26}.png",
    "pk": "1",
    "token": "nothing",
    "provider": "orcid",
    "uidb36": "1",
    "key": "nothing",
}


@dataclass
class Place:
    """Who is on the site, and what may stand in an address: by the kind of thing, its examples."""

    author: Author
    reader: Author
    things: dict[str, dict[str, str]] = field(default_factory=dict)


def place() -> Place:
    """A published page, a draft and a locked draft, works, and comments of the author's and of a reader's."""
    author = make.primary(user=make.user(), name="Ada", slug="ada")
    reader = make.author(user=make.user(), name="Rhea", slug="reader-rhea", listed=False)
    page = make.page(author, title="Gate", body="One.", tags=("open",))
    make.revise(page, author, body="Two.")
    make.revise(page, author, body="Three.")
    draft = make.page(author, title="Draft", state="draft", body="Drafted.")
    locked = make.page(author, title="Locked", state="draft", body="Locked.")
    for hidden in (draft, locked):
        make.revise(hidden, author, body="Changed.")
        make.revise(hidden, author, body="Changed again.")
    locked.lock(actor=make.account(author))
    make.work(author, title="Engine", slug="engine")
    entry = article("open1843", "Lovelace, Ada", "1843", "Notes")
    said, answer = make.comment(author, body="Said."), make.comment(reader, body="Answered.")
    pending = make.comment(reader, body="Waits.", state="pending")
    return Place(
        author,
        reader,
        {
            "": EXAMPLES | {"public_id": said.public_id, "number": "2"},
            "front:profile": {"slug": "ada"},
            "works": {"slug": "engine", "number": str(entry.pk)},
            "front:work": {"slug": "engine"},
            "answer": {"public_id": answer.public_id},
            "pending": {"public_id": pending.public_id},
            "draft": {"slug": "draft", "page": "draft", "old": "1", "new": "2", "number": "2"},
            "locked": {"slug": "locked", "page": "locked", "old": "1", "new": "2", "number": "2"},
        },
    )


def somebody(role: str, place: Place) -> User | None:
    """The user in this role, or nobody."""
    if role in {"visitor", "voter"}:
        return None
    if role == "moderator":
        return moderator()
    if role == "admin":
        return superuser()
    if role == "author":
        return make.account(place.author)
    if role == "co-author":
        return make.account(make.author(user=make.user(), name="Grace", slug="grace"))
    if role == "blocked reader":
        Person.objects.create(author=place.reader, blocked_at=timezone.now(), told="Unkind.")
    return make.account(place.reader)


def visit(role: str, place: Place) -> Client:
    """A browser of somebody in this role, freshly signed in; a voter's has voted."""
    client = browser(somebody(role, place))
    if role == "voter":
        client.post(f"/comments/{place.things['']['public_id']}/vote/", {"axis": "karma", "value": "1"})
        assert client.cookies
    return client
