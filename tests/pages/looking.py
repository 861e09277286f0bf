"""Who looks at a page in these tests, and pages with something to hide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group
from django.test import Client

from tests import make
from tests.queries import captured

if TYPE_CHECKING:
    from accounts.models import User
    from wiki.authors.models import Author
    from wiki.pages.models import Page

WRITERS = ("co-author", "owner")
STRANGERS = ("visitor", "reader", "moderator")


def looker(role: str) -> Client:
    """A browser of somebody in this role."""
    client = Client()
    if role != "visitor":
        client.force_login(somebody(role))
    return client


def somebody(role: str) -> User:
    """A user in this role."""
    user = make.owner() if role == "admin" else make.user(is_staff=role == "moderator")
    if role == "moderator":
        user.groups.add(Group.objects.get(name="moderators"))
    elif role == "co-author":
        make.author(user=user)
    elif role == "owner":
        make.primary(user=user)
    elif role == "reader":
        make.author(user=user, listed=False)
    return user


def once_a_draft(author: Author) -> Page:
    """A page whose first two revisions were never public, and whose last two are."""
    page = make.page(author, title="Engine", state="draft", body="Sentinel one.", summary="Sentinel summary")
    make.revise(page, author, body="Public two.")
    page.publish(actor=make.hand(author).actor)
    return make.revise(page, author, body="Public three.", summary="Third")


def text(client: Client, address: str, status: int = 200) -> str:
    """What is shown at this address."""
    answer = client.get(address)
    assert answer.status_code == status, answer
    return answer.content.decode()


def main(client: Client, address: str, status: int = 200) -> str:
    """The same without the frame around it, which has a token of each browser's own."""
    return text(client, address, status).partition("<main")[2]


def queries(client: Client, address: str) -> list[str]:
    """What is asked of the database for this address, apart from how often strangers ask."""
    with captured() as found:
        text(client, address)
    return [query for query in found if query.startswith("SELECT") and '"cache"' not in query]
