"""A reader's own page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import make
from tests.front.reading import at_desk, reader
from wiki.authors.models import Author
from wiki.comments.states import State

pytestmark = pytest.mark.django_db


def page(author: Author, client: Client | None = None) -> str:
    answer = (client or Client()).get(f"/authors/{author.slug}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_works() -> None:
    author = reader(name="Grace")
    make.comment(author, body="A reply of mine.")
    text = page(author)
    assert "Grace" in text
    assert "A reply of mine." in text
    assert '<meta name="robots" content="noindex, follow">' in text


def test_it_has_neither_works_nor_wiki_where_there_are_none() -> None:
    author = reader()
    for client in (Client(), at_desk(author)):
        text = page(author, client)
        assert "Wiki Contributions" not in text
        assert "Selected work" not in text
        assert "wiki edits" not in text
        assert 'href="#wiki"' not in text


def test_no_address_is_shown_whatever_the_row_says() -> None:
    author = reader(email="grace@example.org", email_public=True)
    assert "grace@example.org" not in page(author)
    assert make.account(author).email not in page(author)


def test_its_owner_is_led_to_what_they_can_change() -> None:
    author = reader()
    text = page(author, at_desk(author))
    assert "/account/name/" in text
    assert "/account/profile/" not in text
    assert "/account/comments/new/" not in text
    assert "/account/name/" not in page(author, at_desk(reader()))


@pytest.mark.parametrize("state", [State.PENDING, State.HIDDEN, State.SPAM, State.DELETED, State.AWAY])
def test_what_not_everyone_may_read_is_not_there(state: State) -> None:
    author = reader()
    make.comment(author, body="Unread words.", state=state)
    assert "Unread words." not in page(author)


def test_who_could_be_taken_for_an_author_is_marked() -> None:
    author = reader(name="Аda")
    assert "not the author" not in page(author)
    make.author(name="Ada")
    assert "not the author" in page(author)


@pytest.mark.parametrize("address", ["/", "/wiki/", "/wiki/recent/", "/wiki/changes.atom", "/robots.txt"])
def test_it_is_in_no_list_and_no_feed(address: str) -> None:
    make.page(make.primary(), title="Engine")
    author = reader(name="Grace Unlisted")
    make.comment(author)
    text = Client().get(address).content.decode()
    assert "Grace Unlisted" not in text
    assert author.slug not in text
